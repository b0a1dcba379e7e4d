import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import type { ShownRun, UnitStates } from '#src/charts/shown-run.ts';
import { unitState } from '#src/network/layer-figures.ts';
import { ChartCards } from '#src/panels/shared/chart-cards.tsx';
import { chartFooter } from '#src/panels/shared/chart-footer.ts';
import { useAppState, useFloors, useLive, useServices } from '#src/store/hooks.ts';
import type { Inside } from '#src/store/training/inside.ts';
import { words } from '#words/train/charts.ts';

/** Every chart of the run on show; `children` stand over them. */
export function Charts({ children }: { children: ReactNode }) {
  const { live, moments, inside, compare } = useServices();
  const { ask, explain } = compare.views;
  const header = useLive('header');
  const before = useLive('before');
  const floors = useFloors();
  const theme = useComputedColorScheme('light');
  const footer = useAppState(({ experiment }) => chartFooter(experiment));
  const runs = useMemo((): readonly ShownRun[] => {
    if (header === null) return [];
    const { runId: id, experiment, lossFactor, answerVariance = null } = header;
    const run = { id, name: words.thisRun, colour: 0, experiment, lossFactor, answerVariance };
    const view = { header, snapshots: moments, ask, explain, unitStates: unitStatesOf(inside) };
    return [{ ...run, floors, log: live.log, view, before, shownTime: moments }];
  }, [header, live, moments, inside, ask, explain, floors, before]);
  if (runs.length === 0) return children;
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
