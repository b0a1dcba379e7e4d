import { Button, Modal, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import { experimentOf } from '#src/code/read/experiment-of.ts';
import { notebookCode } from '#src/code/read/notebook.ts';
import type { CodeExperiment, FactField, Reading } from '#src/code/read/reading.ts';
import classes from '#src/panels/share/code/code.module.css';
import { FactList } from '#src/panels/share/code/fact-list.tsx';
import { MarkedText } from '#src/panels/share/code/marked-text.tsx';
import { trainingNames } from '#src/panels/share/code/training-names.ts';
import { useReading } from '#src/panels/share/code/use-reading.ts';
import { WrittenFrom } from '#src/panels/share/code/written-from.tsx';
import { useAppState, useCommands, useCompareCommands } from '#src/store/hooks.ts';
import { ChoiceBox } from '#src/ui/choice-box.tsx';
import {
  codeWords,
  exampleCode,
  lostText,
  openedLines,
  refusalTexts,
  summaryText,
} from '#words/code.ts';

/** Makes an experiment of the code of a question: the text, what it says, and what is not certain. */
export function CodeDialog() {
  const { openDialog } = useCommands();
  return (
    <Modal opened onClose={() => openDialog(null)} title={codeWords.title} size="78rem">
      <CodeContent />
    </Modal>
  );
}

function CodeContent() {
  const text = useAppState((state) => state.page.code);
  const { setPage } = useCommands();
  const reading = useReading(text);
  const setText = (code: string) => setPage({ code: notebookCode(code) ?? code });
  return (
    <div className={classes.dialog}>
      <div className={classes.paste}>
        <Textarea
          data-autofocus
          data-testid="code"
          label={codeWords.label}
          description={codeWords.description}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          rows={reading === null ? 14 : 7}
          placeholder={codeWords.placeholder}
          spellCheck={false}
          classNames={{ input: classes.input ?? '' }}
        />
        {text === '' && (
          <Button
            variant="subtle"
            size="compact-sm"
            data-testid="code-example"
            onClick={() => setText(exampleCode)}
          >
            {codeWords.example}
          </Button>
        )}
      </div>
      <WrittenFrom text={text} />
      <p className={classes.summary} role="status" data-testid="code-summary">
        {reading !== null && summaryText(reading)}
      </p>
      {reading !== null && <Found key={reading.text} reading={reading} />}
    </div>
  );
}

/** What was found; of several trainings the last one is on show first. */
function Found({ reading }: { reading: Reading }) {
  const experiments = reading.trainings.map(experimentOf);
  const [index, setIndex] = useState(experiments.length - 1);
  const [shown, setShown] = useState<FactField | null>(null);
  const [pressed, setPressed] = useState<FactField | null>(null);
  const show = (field: FactField | null, press: FactField | null) => {
    setShown(field);
    setPressed(press);
  };
  const chosen = experiments[index];
  if (chosen === undefined)
    return reading.refusal === null ? null : (
      <p className={classes.refusal}>{refusalTexts[reading.refusal]}</p>
    );
  return (
    <>
      <MarkedText
        text={reading.text}
        facts={chosen.facts}
        shown={shown}
        onPress={(field) => show(null, field)}
      />
      <div className={classes.side}>
        {experiments.length > 1 && (
          <ChoiceBox
            label={codeWords.choose}
            value={String(index)}
            choices={trainingNames(experiments).map((label, i) => ({ value: String(i), label }))}
            onChange={(value) => setIndex(Number(value))}
          />
        )}
        <FactList
          facts={chosen.facts}
          shown={shown}
          pressed={pressed}
          onShow={(field) => show(field, null)}
        />
        <NotHeld experiment={chosen} />
        <OpenButton experiment={chosen} />
      </div>
    </>
  );
}

function NotHeld({ experiment: { lost } }: { experiment: CodeExperiment }) {
  if (lost.length === 0) return null;
  return (
    <section className={classes.lost} data-testid="code-lost">
      <Title order={3} size="h6">
        {codeWords.lost}
      </Title>
      <ul>
        {lost.map((one) => (
          <li key={`${one.id} ${one.field}`}>{lostText(one)}</li>
        ))}
      </ul>
    </section>
  );
}

function OpenButton({ experiment: found }: { experiment: CodeExperiment }) {
  const { openDialog, openExperiment, notify } = useCommands();
  const { showView } = useCompareCommands();
  const { experiment } = found;
  const open = () => {
    if (experiment === null) return;
    openExperiment(experiment);
    const lines = openedLines(found);
    notify(lines.length > 0 ? 'warning' : 'info', codeWords.opened, lines);
    openDialog(null);
    showView('train');
  };
  return (
    <div className={classes.open}>
      <Button
        variant="filled"
        size="sm"
        data-testid="code-open"
        disabled={experiment === null}
        onClick={open}
      >
        {codeWords.open}
      </Button>
    </div>
  );
}
