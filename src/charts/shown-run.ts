import type { Ask } from '#src/charts/closer-look.ts';
import type { Source } from '#src/charts/figure.ts';
import type { ChartRun } from '#src/charts/figures/curve-input.ts';
import type { TimedRun } from '#src/charts/figures/time-axis.ts';
import type { SnapshotSource } from '#src/charts/snapshots.ts';
import type { Floor } from '#src/doctor/floors/floor.ts';
import { samplesPerEpoch } from '#src/experiment/steps.ts';
import type { UnitState } from '#src/network/layer-figures.ts';
import { curveHeader } from '#src/records/curve-header.ts';
import type { Explain } from '#src/records/explain.ts';
import { haveOneUnit, type LossOf, shownGuessing } from '#src/records/loss-unit.ts';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';
import type { RunLog } from '#src/records/run-log.ts';

/** A run as charts see it: the one under way, or one that is kept. */
export interface ShownRun extends RecordedRun {
  readonly view: RunView | null;
}

interface RecordedRun extends LossOf {
  readonly id: string;
  readonly name: string;
  /** The number of the run's own where several are overlaid. */
  readonly colour: number;
  /** What answers of limited kinds score on its data, as losses are shown; absent: not known. */
  readonly floors?: readonly Floor[];
  /** Its losses are as they are shown; null until it is read. */
  readonly log: RunLog | null;
  /** Its data and answers; null until they are made again, or where they cannot be. */
  readonly view: Pick<RunView, 'header'> | null;
  /** The run that it took the place of, with its records as they were shown; absent or null: there is none to show. */
  readonly before?: {
    readonly header: RunHeader;
    readonly log: RunLog;
    readonly snapshot: Snapshot | null;
  } | null;
  /** The time that charts of its state show; absent: the latest. */
  readonly shownTime?: ShownTime;
}

export interface ShownTime extends Source {
  /** Steps taken by then; null: the latest. */
  readonly step: number | null;
}

export interface RunView {
  readonly header: RunHeader;
  readonly snapshots: SnapshotSource;
  /** Where the network can be asked at other places, too. */
  readonly ask?: Ask;
  /** Where questions about its inputs can be asked. */
  readonly explain?: Explain;
  /** How its hidden units fare, where that is known. */
  readonly unitStates?: UnitStates;
}

export interface UnitStates extends Source {
  /** Of each layer in order, [units]; null: not known of this snapshot. */
  of(snapshot: Snapshot | null): readonly (readonly UnitState[])[] | null;
}

/** The runs whose records are there, as charts over time want them. */
export function curvesOf(runs: readonly RecordedRun[]): readonly ChartRun[] {
  return runs.flatMap((run): ChartRun[] => {
    const { id, name, colour, experiment, lossFactor, floors, log, view, shownTime } = run;
    if (log === null) return [];
    const { before = null } = run;
    const guessing = shownGuessing(view?.header.guessing ?? null, lossFactor);
    return [
      {
        id,
        name,
        colour,
        header: { ...curveHeader(experiment), guessing, lossFactor },
        samplesPerEpoch: samplesPerEpoch(experiment),
        lossOf: run,
        log,
        floors,
        before: before && haveOneUnit(run, before.header) ? timedRun(before) : null,
        ...(shownTime && { shownTime }),
      },
    ];
  });
}

function timedRun({ header, log }: Pick<RunView, 'header'> & { readonly log: RunLog }): TimedRun {
  return { header, samplesPerEpoch: samplesPerEpoch(header.experiment), lossOf: header, log };
}

/** Whether two runs learn the same function and are asked at the same places. */
export function learnTheSame(a: RunHeader, b: RunHeader): boolean {
  const arrays = ({ probe, probeTruth }: RunHeader) => [...probe.positions, probeTruth ?? []];
  const others = arrays(b);
  return arrays(a).every((values, i) => isEqual(values, others[i] ?? []));
}

/** NaN equals itself. */
function isEqual(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return (
    a.length === b.length && Array.prototype.every.call(a, (value, i) => Object.is(value, b[i]))
  );
}
