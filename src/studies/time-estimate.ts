import type { Experiment } from '#src/experiment/fields.ts';
import { parameterCount } from '#src/experiment/network-size.ts';
import { stepsPerEpoch, totalSteps } from '#src/experiment/steps.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import { columnOf, type RecordTable } from '#src/records/record-table.ts';

/** How fast one experiment was trained here. */
export interface KnownPace {
  readonly experiment: Experiment;
  readonly secondsPerStep: number;
}

/** Shorter trainings tell how long an engine takes to start. */
const leastSeconds = 0.1;

/** The paces of kept runs that took long enough to say something. */
export function knownPaces(runs: readonly StoredRun[]): readonly KnownPace[] {
  return runs.flatMap(({ experiment, figures: { steps, seconds } }) =>
    steps > 0 && seconds >= leastSeconds ? [{ experiment, secondsPerStep: seconds / steps }] : [],
  );
}

/**
 * Seconds that training all these experiments will take on one worker, judged by the most similar one that was trained
 * before: a step's time is taken to grow with its arithmetic. Null where nothing like the first of them was.
 *
 * @param paces the latest last
 */
export function estimateSeconds(
  experiments: readonly Experiment[],
  paces: readonly KnownPace[],
): number | null {
  const [first] = experiments;
  if (first === undefined || !paces.some((pace) => isLike(first, pace))) return null;
  const seconds = new Map<string, number>(); // of a step, by what decides it
  let total = 0;
  for (const experiment of experiments) {
    const kind = `${operations(experiment)} ${experiment.batchSize}`;
    const known = seconds.get(kind) ?? secondsPerStep(experiment, paces);
    seconds.set(kind, known);
    total += totalSteps(experiment) * known;
  }
  return total;
}

/** Times the arithmetic of a step. */
const mostAlike = 4;

function secondsPerStep(experiment: Experiment, paces: readonly KnownPace[]): number {
  const own = Math.log(operations(experiment));
  let best = { distance: Number.POSITIVE_INFINITY, seconds: Number.NaN };
  for (const pace of paces) {
    const ratio = own - Math.log(operations(pace.experiment));
    if (Math.abs(ratio) > best.distance) continue;
    best = { distance: Math.abs(ratio), seconds: pace.secondsPerStep * Math.exp(ratio) };
  }
  return best.seconds;
}

/** Whether one step says how long the other takes: overheads and caches are alike. */
function isLike(experiment: Experiment, pace: KnownPace): boolean {
  const ratio = operations(experiment) / operations(pace.experiment);
  return ratio <= mostAlike && ratio >= 1 / mostAlike;
}

/** Multiplications of one step, within a constant factor. */
function operations(experiment: Experiment): number {
  return parameterCount(experiment) * Math.min(experiment.batchSize, experiment.trainCount);
}

/** Epochs after which the pace of an experiment is known: some, and enough steps. */
export function probeEpochs(experiment: Experiment): number {
  const epochs = Math.max(probed.epochs, Math.ceil(probed.steps / stepsPerEpoch(experiment)));
  return Math.min(epochs, experiment.epochs);
}

const probed = { epochs: 5, steps: 2000 } as const;

/** The pace of a training once it is under way: of what came after its first record, where there is more. */
export function paceOf(experiment: Experiment, records: RecordTable): KnownPace {
  const [steps, seconds] = [columnOf(records, 'step'), columnOf(records, 'seconds')];
  const between = (column: Float64Array, from: number) => (column.at(-1) ?? 0) - from;
  const isLong = records.length > 1;
  const taken = between(steps, isLong ? (steps[0] ?? 0) : 0);
  const time = between(seconds, isLong ? (seconds[0] ?? 0) : 0);
  return { experiment, secondsPerStep: time / Math.max(taken, 1) };
}
