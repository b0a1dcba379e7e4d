import { useCallback } from 'react';
import type { ViewChartProps } from '#src/charts/chart-props.ts';
import type { Viewport } from '#src/charts/figure.ts';
import { actualFigure, actualNote, actualTable } from '#src/charts/figures/actual.ts';
import { PlotFrame } from '#src/charts/plot-frame.tsx';
import type { ChartTheme } from '#src/charts/theme.ts';
import { useAnswers } from '#src/charts/use-answers.tsx';
import { words } from '#words/charts/charts.ts';

const title = words.predictedAgainstActual;

/** How far each answer is from the right one, whatever the number of inputs. */
export function ActualChart(props: ViewChartProps) {
  const { frame } = props;
  const { answers, sources, thinning, outputChoice, setChoice } = useAnswers(title, props);
  const build = useCallback(
    (viewport: Viewport, theme: ChartTheme) => actualFigure({ ...answers(), theme }, viewport),
    [answers],
  );
  return (
    <PlotFrame
      {...frame}
      title={title}
      description={words.whatTheNetworkAnswers}
      note={[actualNote(answers()), thinning].filter(Boolean).join('. ')}
      build={build}
      sources={sources}
      table={() => actualTable(answers())}
      controls={
        <>
          {outputChoice}
          {setChoice}
        </>
      }
    />
  );
}
