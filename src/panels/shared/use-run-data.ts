import { useEffect, useState } from 'react';
import type { ChartRun } from '#src/charts/figures/curves.ts';
import { type ChartTheme, runColour } from '#src/charts/theme.ts';
import { samplesPerEpoch } from '#src/experiment/steps.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import { curveHeader } from '#src/records/curve-header.ts';
import type { RunLog } from '#src/records/run-log.ts';
import { useServices } from '#src/store/hooks.ts';
import type { RunView } from '#src/store/library/run-views.ts';

/** The curves of kept runs by id, as they come in from the database. @param runs keep the same array while it is the same */
export function useRunLogs(runs: readonly StoredRun[]): ReadonlyMap<string, RunLog> {
  const { views } = useServices().compare;
  return useGathered(runs, views.log);
}

/** Data and answers of kept runs by id, as they are recalled. @param runs keep the same array while it is the same */
export function useRunViews(runs: readonly StoredRun[]): ReadonlyMap<string, RunView> {
  const { views } = useServices().compare;
  return useGathered(runs, views.view);
}

/** Finds something for each run; what has been found is drawn together, so that many answers are few drawings. */
function useGathered<T>(
  runs: readonly StoredRun[],
  find: (run: StoredRun) => Promise<T | null>,
): ReadonlyMap<string, T> {
  const [gathered, setGathered] = useState<ReadonlyMap<string, T>>(() => new Map());
  useEffect(() => {
    let frame: number | null = null;
    let gone = false;
    const found = new Map<string, T>();
    const show = () => {
      frame = null;
      setGathered(new Map(found));
    };
    for (const run of runs) {
      find(run).then(
        (answer) => {
          if (answer !== null) found.set(run.id, answer);
          if (!gone) frame ??= requestAnimationFrame(show);
        },
        () => undefined, // the worker or the database is gone: the run stays without it
      );
    }
    return () => {
      gone = true;
      if (frame !== null) cancelAnimationFrame(frame);
    };
  }, [runs, find]);
  return gathered;
}

/** A kept run as charts over time want it. */
export function chartRun(
  run: StoredRun,
  name: string,
  log: RunLog,
  view: RunView | undefined,
  theme: ChartTheme,
): ChartRun {
  const { guessing = null, lossFactor = null } = view?.header ?? {};
  return {
    id: run.id,
    name,
    colour: runColour(run.colour, theme),
    header: { ...curveHeader(run.experiment), guessing, lossFactor },
    samplesPerEpoch: samplesPerEpoch(run.experiment),
    log,
  };
}
