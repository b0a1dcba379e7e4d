import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import { tallHeight } from '#src/charts/chart-frame.tsx';
import { LossChart } from '#src/charts/curve-charts.tsx';
import type { StoredRun } from '#src/library/stored-run.ts';
import { DifferenceTable } from '#src/panels/compare/overlay/difference-table.tsx';
import { OverlayLink } from '#src/panels/compare/overlay/overlay-link.tsx';
import { LossChoice, useMetric } from '#src/panels/compare/shared/loss-choice.tsx';
import { useOverlaidRuns } from '#src/panels/compare/shared/overlaid-runs.ts';
import { overlayFooter } from '#src/panels/compare/shared/study-of.ts';
import { ChartCards } from '#src/panels/shared/chart-cards.tsx';
import {
  distinctRunColours,
  distinctRunNames,
  tellingRunNames,
} from '#src/panels/shared/run-words.ts';
import { useShownRuns } from '#src/panels/shared/use-run-data.ts';
import { useLibrary } from '#src/store/hooks.ts';
import { Card } from '#src/ui/card.tsx';
import { Empty } from '#src/ui/empty.tsx';
import { Prose } from '#src/ui/prose.tsx';
import { Row } from '#src/ui/row.tsx';
import { words as texts } from '#words/compare/overlay.ts';

/** The runs that are selected or pinned, and not hidden, over one another. */
export function Overlay() {
  const { all, drawn: runs } = useOverlaidRuns();
  const hasRuns = useLibrary((state) => state.runs.length > 0);
  if (!hasRuns) return null;
  if (runs.length === 0) {
    return (
      <Card>
        <Empty>{texts.selectRunsInTheList}</Empty>
      </Card>
    );
  }
  return (
    <>
      {all.length > runs.length && (
        <Prose look="quiet">{texts.theLatestOfRunsAreDrawn(runs.length, all.length)}</Prose>
      )}
      <DifferenceTable runs={runs} />
      <Row>
        <LossChoice label={texts.lossDrawn} experiments={experimentsOf(runs)} />
        <OverlayLink runs={runs} />
      </Row>
      <OverlayCharts runs={runs} />
    </>
  );
}

const experimentsOf = (runs: readonly StoredRun[]) => runs.map(({ experiment }) => experiment);

function OverlayCharts({ runs }: { runs: readonly StoredRun[] }) {
  const theme = useComputedColorScheme('light');
  const metric = useMetric(experimentsOf(runs));
  const names = useMemo(() => tellingRunNames(runs), [runs]);
  const kept = useShownRuns(runs, names);
  const shown = useMemo(() => {
    const colours = distinctRunColours(runs);
    return kept.map((run) => ({ ...run, colour: colours.get(run.id) ?? run.colour }));
  }, [kept, runs]);
  const footer = useMemo(() => overlayFooter(runs, distinctRunNames(runs)), [runs]);
  const words = { theme, footer };
  return (
    <>
      <Card>
        <LossChart
          frame={{ ...words, id: 'loss', height: tallHeight }}
          runs={shown}
          only={metric}
        />
      </Card>
      <ChartCards {...words} place="overlay" runs={shown} />
    </>
  );
}
