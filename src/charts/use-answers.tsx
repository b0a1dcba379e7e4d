import { useCallback, useMemo, useState } from 'react';
import type { ViewChartProps } from '#src/charts/chart-props.ts';
import type { AnswersInput } from '#src/charts/figures/answers.ts';
import type { ShownSet } from '#src/charts/figures/classes.ts';
import { thinningNote } from '#src/charts/figures/points.ts';
import { answersOf, headerOf, outputNames, setOf } from '#src/charts/output.ts';
import { OutputChoice } from '#src/charts/output-choice.tsx';
import { SetChoice } from '#src/charts/set-choice.tsx';
import { useChanges } from '#src/charts/use-changes.ts';

const noteMilliseconds = 250;

/** The points of a set with what one output answers there, and the controls that choose set and output. */
export function useAnswers(title: string, { header, snapshots }: ViewChartProps) {
  const [chosen, setSet] = useState<ShownSet>('heldOut');
  const set = setOf(header, chosen);
  const [output, setOutput] = useState(0);
  const ofOutput = useMemo(() => headerOf(header, output), [header, output]);
  const answers = useCallback((): AnswersInput => {
    const { snapshot } = snapshots;
    const all = set === 'train' ? snapshot?.atTrain : snapshot?.atHeldOut;
    return { header: ofOutput, set, predictions: answersOf(ofOutput, all, output) };
  }, [ofOutput, snapshots, set, output]);
  const sources = useMemo(() => [snapshots], [snapshots]);
  useChanges(sources, noteMilliseconds);
  return {
    header: ofOutput,
    /** As they are now. */
    answers,
    sources,
    thinning: thinningNote(ofOutput, set),
    outputChoice: (
      <OutputChoice
        title={title}
        names={outputNames(header.task)}
        value={output}
        onChange={setOutput}
      />
    ),
    setChoice: <SetChoice header={header} title={title} value={set} onChange={setSet} />,
  };
}
