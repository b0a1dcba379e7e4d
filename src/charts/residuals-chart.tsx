import { NativeSelect } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { ViewChartProps } from '#src/charts/chart-props.ts';
import type { Viewport } from '#src/charts/figure.ts';
import {
  againstName,
  type ResidualsInput,
  residualsFigure,
  residualsTable,
  worstNote,
} from '#src/charts/figures/residuals.ts';
import { PlotFrame } from '#src/charts/plot-frame.tsx';
import type { ChartTheme } from '#src/charts/theme.ts';
import { useAnswers } from '#src/charts/use-answers.tsx';
import { words } from '#words/charts/inputs.ts';

const { title, description, against: againstLabel } = words.residuals;

/** How far each answer is off, against any column. */
export function ResidualsChart(props: ViewChartProps) {
  const { frame } = props;
  const { header, answers, sources, thinning, outputChoice, setChoice } = useAnswers(title, props);
  const [against, setAgainst] = useState<ResidualsInput['against']>(0);
  const build = useCallback(
    (viewport: Viewport, theme: ChartTheme) =>
      residualsFigure({ ...answers(), against, theme }, viewport),
    [answers, against],
  );
  const columns = [...header.axes.keys(), 'actual', 'predicted'] as const;
  return (
    <PlotFrame
      {...frame}
      title={title}
      description={description}
      note={[worstNote(answers()), thinning].filter(Boolean).join(' ')}
      build={build}
      sources={sources}
      table={() => residualsTable(answers())}
      controls={
        <>
          {outputChoice}
          <NativeSelect
            aria-label={`${title}: ${againstLabel}`}
            data-testid={`against-${frame.id}`}
            data={columns.map((one) => ({
              value: String(one),
              label: againstName(header, one),
            }))}
            value={String(against)}
            onChange={(event) =>
              setAgainst(columns.find((one) => String(one) === event.currentTarget.value) ?? 0)
            }
          />
          {setChoice}
        </>
      }
    />
  );
}
