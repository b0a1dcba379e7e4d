import { Button, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { saveFile } from '#src/charts/save-file.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { fileNameOf } from '#src/panels/share/link/file-name-of.ts';
import classes from '#src/panels/share/link/share.module.css';
import { distinctRunNames } from '#src/panels/shared/run-words.ts';
import {
  type WeightFormat,
  weightExtensions,
  weightFormats,
} from '#src/records/trained-weights.ts';
import { toHash } from '#src/share/link-codec.ts';
import { pageLink } from '#src/share/url-binding.ts';
import { useLibrary, useLive, useServices } from '#src/store/hooks.ts';
import { ChoiceBox } from '#src/ui/choice-box.tsx';
import { Row } from '#src/ui/row.tsx';
import { errorText } from '#words/engine.ts';
import {
  weightFormatHelp,
  weightFormatNames,
  weightsNotWrittenText,
  weightWords,
} from '#words/weights.ts';

interface Trained {
  readonly experiment: Experiment;
  readonly parameters: Float32Array;
}

/** The run on show has no id of its own in the list. */
const onShow = '';

/** The weights of the run on show or of a kept one, as a file. */
export function WeightsOut() {
  const { compare } = useServices();
  const header = useLive('header');
  const snapshot = useLive('snapshot');
  const runs = useLibrary((state) => state.runs);
  const [chosen, setChosen] = useState<string | null>(null);
  const [format, setFormat] = useState<WeightFormat>('onnx');
  const [trouble, setTrouble] = useState<string | null>(null);
  const names = useMemo(() => distinctRunNames(runs), [runs]);
  const isTrained = header !== null && snapshot !== null && snapshot.step > 0;
  const choices = [
    ...(isTrained ? [{ value: onShow, label: weightWords.shown }] : []),
    ...runs.map(({ id }) => ({ value: id, label: names.get(id) ?? id })).reverse(),
  ];
  const run = choices.find(({ value }) => value === chosen) ?? choices[0];

  const trained = async (id: string): Promise<Trained | null> => {
    if (id === onShow)
      return isTrained ? { experiment: header.experiment, parameters: snapshot.parameters } : null;
    const curve = await compare.library.curve(id);
    const experiment = runs.find((one) => one.id === id)?.experiment;
    return curve && experiment ? { experiment, parameters: curve.parameters } : null;
  };
  const save = async (id: string) => {
    const found = await trained(id);
    if (found === null) return setTrouble(weightWords.gone);
    const { experiment, parameters } = found;
    const link = pageLink(toHash(experiment));
    const written = await compare.views.weights({ experiment, parameters, link }, format);
    if (!written.ok) return setTrouble(weightsNotWrittenText(format, written.error));
    setTrouble(null);
    const name = fileNameOf(experiment, weightExtensions[format], weightWords.fileName);
    saveFile(name, new Blob([written.value]));
  };

  return (
    <section className={classes.wide}>
      <Title order={3} size="h6">
        {weightWords.title}
      </Title>
      {run === undefined ? (
        <p>{weightWords.none}</p>
      ) : (
        <>
          <Row mt="0.6rem">
            <ChoiceBox
              label={weightWords.run}
              value={run.value}
              choices={choices}
              onChange={setChosen}
            />
            <ChoiceBox
              label={weightWords.format}
              value={format}
              choices={weightFormats.map((id) => ({ value: id, label: weightFormatNames[id] }))}
              onChange={setFormat}
            />
          </Row>
          <p>{weightFormatHelp[format]}</p>
          <Row mt="0.6rem">
            <Button
              size="sm"
              leftSection={<IconDownload size={16} stroke={1.6} aria-hidden />}
              data-testid="save-weights"
              onClick={() => save(run.value).catch((error) => setTrouble(errorText(error)))}
            >
              {weightWords.save}
            </Button>
          </Row>
          {trouble !== null && (
            <p role="status" data-testid="weights-trouble">
              {trouble}
            </p>
          )}
        </>
      )}
    </section>
  );
}
