import { runCost, trainingCost } from '#src/experiment/cost.ts';
import type { Experiment } from '#src/experiment/fields.ts';
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
 * before: the time of a step is taken to grow with what it costs. Null where nothing like the first of them was.
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
    const kind = String(costPerStep(experiment));
    const known = seconds.get(kind) ?? secondsPerStep(experiment, paces);
    seconds.set(kind, known);
    total += totalSteps(experiment) * known + besides;
  }
  return total;
}

/** Times the cost of a step. */
const mostAlike = 4;
/** Seconds of a run beside training: its data, its way through a worker and into the browser's database. */
const besides = 0.02;

function secondsPerStep(experiment: Experiment, paces: readonly KnownPace[]): number {
  const own = Math.log(costPerStep(experiment));
  let best = { distance: Number.POSITIVE_INFINITY, seconds: Number.NaN };
  for (const pace of paces) {
    const ratio = own - Math.log(costPerStep(pace.experiment));
    if (Math.abs(ratio) > best.distance) continue;
    best = { distance: Math.abs(ratio), seconds: pace.secondsPerStep * Math.exp(ratio) };
  }
  return best.seconds;
}

/** Whether one step says how long the other takes: overheads and caches are alike. */
function isLike(experiment: Experiment, pace: KnownPace): boolean {
  const ratio = costPerStep(experiment) / costPerStep(pace.experiment);
  return ratio <= mostAlike && ratio >= 1 / mostAlike;
}

/** With its share of an epoch. */
function costPerStep(experiment: Experiment): number {
  return trainingCost(experiment) / totalSteps(experiment);
}

/** Epochs after which the pace of an experiment is known: some, and enough for a clock and a compiler. */
export function probeEpochs(experiment: Experiment): number {
  const epochCost = costPerStep(experiment) * stepsPerEpoch(experiment);
  const epochs = Math.max(probed.epochs, Math.ceil(probed.cost / epochCost));
  return Math.min(epochs, experiment.epochs);
}

/** The cost is of about a tenth of a second. */
const probed = { epochs: 5, cost: 4e9 } as const;

/** The pace of a training once it is under way: of what came after its first record, where there is more. */
export function paceOf(experiment: Experiment, records: RecordTable): KnownPace {
  const [steps, seconds] = [columnOf(records, 'step'), columnOf(records, 'seconds')];
  const between = (column: Float64Array, from: number) => (column.at(-1) ?? 0) - from;
  const isLong = records.length > 1;
  const taken = between(steps, isLong ? (steps[0] ?? 0) : 0);
  const time = between(seconds, isLong ? (seconds[0] ?? 0) : 0);
  return { experiment, secondsPerStep: time / Math.max(taken, 1) };
}

/** How long the rest of some runs will take, judged by those that have ended: each counts by what it costs. */
export class BatchPace {
  readonly #now: () => number;
  #left: number;
  #done = 0;
  /** When the first of them began: what came before, workers that start, comes once. */
  #start: number | null = null;

  /** @param now seconds of a clock that only goes forward */
  constructor(experiments: readonly Experiment[], now: () => number) {
    this.#now = now;
    this.#left = experiments.reduce((sum, experiment) => sum + runCost(experiment), 0);
  }

  /** A run has begun. */
  begin(): void {
    this.#start ??= this.#now();
  }

  /** A run has ended. @returns seconds until all have */
  end(experiment: Experiment): number {
    const cost = runCost(experiment);
    this.#done += cost;
    this.#left = Math.max(0, this.#left - cost);
    return ((this.#now() - (this.#start ?? this.#now())) / this.#done) * this.#left;
  }
}
