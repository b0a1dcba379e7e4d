import { Button, Textarea, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { saveFile } from '#src/charts/save-file.ts';
import { notebookOf } from '#src/code/write/notebook.ts';
import {
  type CodeLanguage,
  codeLanguages,
  comparedEpochs,
  scriptExtension,
} from '#src/code/write/script.ts';
import { writeScript } from '#src/code/write/write-script.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { utf8 } from '#src/lib/bytes.ts';
import { zipOf } from '#src/lib/zip.ts';
import { fileNameOf } from '#src/panels/share/link/file-name-of.ts';
import classes from '#src/panels/share/link/share.module.css';
import { useDataFile } from '#src/panels/share/link/use-data-file.ts';
import { toHash } from '#src/share/link-codec.ts';
import { useAppState, useServices } from '#src/store/hooks.ts';
import type { LiveRun } from '#src/store/training/live-run.ts';
import { ChoiceBox } from '#src/ui/choice-box.tsx';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { Row } from '#src/ui/row.tsx';
import { experimentName } from '#src/words/names.ts';
import { codeLanguageNames, codeOutWords, notWrittenText } from '#words/code.ts';

/** The experiment as a script, to be copied or saved. @param link opens the experiment */
export function CodeOut({ link }: { link: string }) {
  const experiment = useAppState((state) => state.experiment);
  const [language, setLanguage] = useState<CodeLanguage>('pytorch');
  const { script, refusal } = useScript(experiment, language, link);
  const dataFile = useDataFile();
  const save = async (extension: 'py' | 'jl' | 'ipynb', content: string) => {
    const name = (ending: string) => fileNameOf(experiment, ending);
    if (dataFile === null) return saveFile(name(extension), new Blob([content]));
    const data = await dataFile();
    if (data === null) return;
    const files = [
      { name: name(extension), content: utf8(content) },
      { name: data.name, content: new Uint8Array(await data.csv.arrayBuffer()) },
    ];
    saveFile(name('zip'), new Blob([zipOf(files)]));
  };
  return (
    <section className={classes.wide}>
      <Title order={3} size="h6">
        {codeOutWords.title}
      </Title>
      <Row mt="0.6rem">
        <ChoiceBox
          label={codeOutWords.language}
          value={language}
          choices={codeLanguages.map((id) => ({ value: id, label: codeLanguageNames[id] }))}
          onChange={setLanguage}
        />
      </Row>
      {refusal !== null && <p role="status">{refusal}</p>}
      {script !== null && (
        <>
          <Textarea
            mt="sm"
            aria-label={codeOutWords.script}
            description={codeOutWords.description}
            value={script}
            readOnly
            rows={9}
            spellCheck={false}
            data-testid="script"
            classNames={{ input: classes.markdown ?? '' }}
          />
          <Row mt="0.6rem">
            <CopyButton size="sm" text={script}>
              {codeOutWords.copy}
            </CopyButton>
            {([scriptExtension(language), 'ipynb'] as const).map((extension) => (
              <Button
                size="sm"
                key={extension}
                leftSection={<IconDownload size={16} stroke={1.6} aria-hidden />}
                data-testid={`save-${extension}`}
                onClick={() =>
                  void save(
                    extension,
                    extension === 'ipynb' ? notebookOf(script, language) : script,
                  )
                }
              >
                {dataFile === null ? codeOutWords[extension] : codeOutWords.withData[extension]}
              </Button>
            ))}
          </Row>
        </>
      )}
    </section>
  );
}

/** The script, or why there is none; both null until it is written. */
function useScript(experiment: Experiment, language: CodeLanguage, link: string) {
  const { live } = useServices();
  const [written, setWritten] = useState<{
    readonly script: string | null;
    readonly refusal: string | null;
  }>({ script: null, refusal: null });
  useEffect(() => {
    let isOutdated = false;
    const context = {
      title: experimentName(experiment),
      link,
      losses: firstLosses(live, experiment),
    };
    void writeScript(experiment, language, context).then((result) => {
      if (isOutdated) return;
      setWritten(
        result.ok
          ? { script: result.value, refusal: null }
          : { script: null, refusal: notWrittenText(codeLanguageNames[language], result.error) },
      );
    });
    return () => {
      isOutdated = true;
    };
  }, [experiment, language, link, live]);
  return written;
}

/** Of the run on show, where it is of this experiment; as the network sees its targets. */
function firstLosses({ header, records }: LiveRun, experiment: Experiment): readonly number[] {
  if (header === null || toHash(header.experiment) !== toHash(experiment)) return [];
  return Array.from(records.column('runningLoss').slice(0, comparedEpochs));
}
