import { Box, useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useDeferredValue, useMemo } from 'react';
import type { ShownRun, UnitStates } from '#src/charts/shown-run.ts';
import { unitState } from '#src/network/layer-figures.ts';
import { ChartCards } from '#src/panels/shared/chart-cards.tsx';
import { chartFooter } from '#src/panels/shared/chart-footer.ts';
import { useAppState, useFloors, useLive, useServices } from '#src/store/hooks.ts';
import type { Inside } from '#src/store/training/inside.ts';
import { words } from '#words/train/charts.ts';

const none: readonly ShownRun[] = [];

/** Every chart of the run on show; `children` stand over them. */
export function Charts({ children }: { children: ReactNode }) {
  const { live, moments, inside, compare } = useServices();
  const { ask, explain } = compare.views;
  const header = useLive('header');
  const before = useLive('before');
  const floors = useFloors();
  const runs = useMemo((): readonly ShownRun[] => {
    if (header === null) return [];
    const { runId: id, experiment, lossFactor, answerVariance = null } = header;
    const run = { id, name: words.thisRun, colour: 0, experiment, lossFactor, answerVariance };
    const view = { header, snapshots: moments, ask, explain, unitStates: unitStatesOf(inside) };
    return [{ ...run, floors, log: live.log, view, before, shownTime: moments }];
  }, [header, live, moments, inside, ask, explain, floors, before]);
  // Where nothing was shown, all charts at once take long; the page hears the reader meanwhile. Training does not wait for it.
  const ready = useDeferredValue(runs, none);
  const isTraining = useAppState(({ run }) => run.phase === 'running' || run.starting);
  const isOpening = useAppState(({ run }) => run.phase === 'opening');
  const shown = ready.length === 0 && !isTraining ? ready : runs;
  if (shown.length > 0) return <LiveCards runs={shown}>{children}</LiveCards>;
  return (
    <>
      {/* Where charts will be, so that nothing else stands there before. */}
      {(isOpening || runs.length > 0) && (
        <Box mih="80dvh">
          <span />
        </Box>
      )}
      {children}
    </>
  );
}

function LiveCards({ runs, children }: { runs: readonly ShownRun[]; children: ReactNode }) {
  const theme = useComputedColorScheme('light');
  const experiment = useAppState((state) => state.experiment);
  const footer = useMemo(() => chartFooter(experiment), [experiment]);
  return (
    <ChartCards place="live" runs={runs} theme={theme} footer={footer} subject={runs[0]?.id ?? ''}>
      {children}
    </ChartCards>
  );
}

/** How the hidden units fare, where the network was looked into. */
function unitStatesOf(inside: Inside): UnitStates {
  return {
    subscribe: inside.subscribe,
    of: (snapshot) => {
      const { look } = inside;
      if (look?.found == null || look.snapshot !== snapshot) return null;
      return look.found.layers.slice(0, -1).map(({ units }) => units.map(unitState));
    },
  };
}
