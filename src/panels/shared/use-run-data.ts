import { startTransition, useCallback, useEffect, useMemo, useState } from 'react';
import type { Ask } from '#src/charts/closer-look.ts';
import type { ShownRun } from '#src/charts/shown-run.ts';
import type { SnapshotSource } from '#src/charts/snapshots.ts';
import type { Guessing } from '#src/doctor/floors/guessing.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import type { Explain } from '#src/records/explain.ts';
import { shownGuessing } from '#src/records/loss-unit.ts';
import type { Snapshot } from '#src/records/run-header.ts';
import type { RunLog } from '#src/records/run-log.ts';
import { useServices } from '#src/store/hooks.ts';
import type { RunView } from '#src/store/library/run-views.ts';
import { type GroupRuns, tellingRuns } from '#src/studies/outcomes.ts';

/** The curves of kept runs by id, as they come in from the database. @param runs keep the same array while it is the same */
export function useRunLogs(runs: readonly StoredRun[]): ReadonlyMap<string, RunLog> {
  const { views } = useServices().compare;
  return useGathered(runs, views.log);
}

/** Data and answers of kept runs by id, as they are recalled. @param runs keep the same array while it is the same */
export function useRunViews(runs: readonly StoredRun[]): ReadonlyMap<string, KeptView> {
  const { views } = useServices().compare;
  const find = useCallback(
    async (run: StoredRun) => {
      const view = await views.view(run);
      return (
        view && { ...view, snapshots: still(view.snapshot), ask: views.ask, explain: views.explain }
      );
    },
    [views],
  );
  return useGathered(runs, find);
}

/** What a kept run looks like, as lists and as charts read it. */
export interface KeptView extends RunView {
  readonly snapshots: SnapshotSource;
  readonly ask: Ask;
  readonly explain: Explain;
}

/** A snapshot that changes no more. */
function still(snapshot: Snapshot): SnapshotSource {
  return { snapshot, subscribe: () => () => {} };
}

/** Finds something for each run; what has been found is drawn together, so that many answers are few drawings. */
function useGathered<T>(
  runs: readonly StoredRun[],
  find: (run: StoredRun) => Promise<T | null>,
): ReadonlyMap<string, T> {
  const [gathered, setGathered] = useState<ReadonlyMap<string, T>>(() => new Map());
  const [known] = useState(() => new WeakMap<StoredRun, T>());
  useEffect(() => {
    let gone = false;
    const show = () =>
      setGathered((before) => {
        const found = runs.filter((run) => known.has(run));
        const isSame =
          found.length === before.size &&
          found.every((run) => before.get(run.id) === known.get(run));
        return isSame ? before : new Map(found.map((run) => [run.id, known.get(run) as T]));
      });
    // While a batch trains, one run more comes at a time: what was found stays.
    for (const run of runs.filter((other) => !known.has(other))) {
      find(run).then(
        (answer) => {
          if (answer !== null) known.set(run, answer);
          if (!gone) showNextFrame(show);
        },
        () => undefined, // the worker or the database is gone: the run stays without it
      );
    }
    if (runs.every((run) => known.has(run))) showNextFrame(show);
    return () => {
      gone = true;
      showings.delete(show);
    };
  }, [runs, find, known]);
  return gathered;
}

/** What has been found and is not shown yet. */
const showings = new Set<() => void>();

/** All that is found until the next frame is one update: React would draw each by itself. */
function showNextFrame(show: () => void): void {
  if (showings.size === 0) requestAnimationFrame(showAll);
  showings.add(show);
}

function showAll(): void {
  const found = [...showings];
  showings.clear();
  startTransition(() => {
    for (const show of found) show();
  });
}

/** What guessing scores for each group, as it is shown; null until it is known. */
export function useGuessing(groups: readonly GroupRuns[]): readonly (Guessing | null)[] {
  const telling = useUnlessSame(tellingRuns(groups));
  const runs = useMemo(() => [...new Set(telling.filter((run) => run !== null))], [telling]);
  const views = useRunViews(runs);
  return useMemo(
    () =>
      telling.map((run) =>
        shownGuessing(views.get(run?.id ?? '')?.header.guessing ?? null, run?.lossFactor ?? null),
      ),
    [telling, views],
  );
}

/** The list of an earlier rendering as long as it holds the same. */
function useUnlessSame<T>(list: readonly T[]): readonly T[] {
  const [held, setHeld] = useState(list);
  if (held.length === list.length && held.every((one, i) => one === list[i])) return held;
  setHeld(list);
  return list;
}

/** Kept runs as charts want them, their curves and answers as they come. @param runs keep the same array while it is the same */
export function useShownRuns(
  runs: readonly StoredRun[],
  names: ReadonlyMap<string, string>,
): readonly ShownRun[] {
  const logs = useRunLogs(runs);
  const views = useRunViews(runs);
  return useMemo(
    () =>
      runs.map((run) => {
        const { id, experiment, lossFactor, answerVariance = null } = run;
        return {
          id,
          name: names.get(id) ?? '',
          colour: run.colour,
          experiment,
          lossFactor,
          answerVariance,
          log: logs.get(id) ?? null,
          view: views.get(id) ?? null,
        };
      }),
    [runs, names, logs, views],
  );
}
