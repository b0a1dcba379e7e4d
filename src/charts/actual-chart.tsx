import { SegmentedControl } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { ViewChartProps } from '#src/charts/chart-props.ts';
import type { Viewport } from '#src/charts/figure.ts';
import { actualFigure, actualNote, actualTable } from '#src/charts/figures/actual.ts';
import type { ShownSet } from '#src/charts/figures/classes.ts';
import { thinningNote } from '#src/charts/figures/points.ts';
import { answersOf, headerOf, outputNames } from '#src/charts/output.ts';
import { OutputChoice } from '#src/charts/output-choice.tsx';
import { PlotFrame } from '#src/charts/plot-frame.tsx';
import { useChanges } from '#src/charts/use-changes.ts';
import { words } from '#words/charts/charts.ts';

const title = words.predictedAgainstActual;

/** How far each answer is from the right one, whatever the number of inputs. */
export function ActualChart(props: ViewChartProps) {
  const { id, snapshots, theme, footer, height } = props;
  const [set, setSet] = useState<ShownSet>('heldOut');
  const [output, setOutput] = useState(0);
  const header = useMemo(() => headerOf(props.header, output), [props.header, output]);
  const input = useCallback(() => {
    const { snapshot } = snapshots;
    const answers = set === 'train' ? snapshot?.atTrain : snapshot?.atHeldOut;
    return { header, set, predictions: answersOf(header, answers, output) };
  }, [header, snapshots, set, output]);
  const build = useCallback(
    (viewport: Viewport) => actualFigure({ ...input(), theme }, viewport),
    [input, theme],
  );
  const sources = useMemo(() => [snapshots], [snapshots]);
  useChanges(sources, 250);
  const thinning = thinningNote(set === 'train' ? 'training' : 'held-out', header[set]);
  return (
    <PlotFrame
      id={id}
      title={title}
      description={words.whatTheNetworkAnswers}
      note={[actualNote(input()), thinning].filter(Boolean).join('. ')}
      theme={theme}
      footer={footer}
      height={height}
      build={build}
      sources={sources}
      table={() => actualTable(input())}
      controls={
        <>
          <OutputChoice
            title={title}
            names={outputNames(header.task)}
            value={output}
            onChange={setOutput}
          />
          <SegmentedControl
            size="xs"
            aria-label={words.whichPoints(title)}
            data={[
              { value: 'train', label: words.training },
              { value: 'heldOut', label: words.heldOut },
            ]}
            value={set}
            onChange={(value) => setSet(value as ShownSet)}
          />
        </>
      }
    />
  );
}
