import type { Experiment } from '#src/experiment/fields.ts';
import { parameterCount } from '#src/experiment/network-size.ts';
import { totalSteps } from '#src/experiment/steps.ts';
import type { StoredRun } from '#src/library/stored-run.ts';

/** How fast one experiment was trained here. */
export interface KnownPace {
  readonly experiment: Experiment;
  readonly secondsPerStep: number;
}

/** The paces of kept runs that took long enough to say something. */
export function knownPaces(runs: readonly StoredRun[]): readonly KnownPace[] {
  return runs.flatMap(({ experiment, figures: { steps, seconds } }) =>
    steps > 0 && seconds > 0 ? [{ experiment, secondsPerStep: seconds / steps }] : [],
  );
}

/**
 * Seconds that training all these experiments will take on one worker, judged by the most similar one that was trained
 * before: a step's time is taken to grow with its arithmetic. Null where nothing was.
 *
 * @param paces the latest last
 */
export function estimateSeconds(
  experiments: readonly Experiment[],
  paces: readonly KnownPace[],
): number | null {
  if (paces.length === 0) return null;
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

/** Multiplications of one step, within a constant factor. */
function operations(experiment: Experiment): number {
  return parameterCount(experiment) * Math.min(experiment.batchSize, experiment.trainCount);
}

/** A few epochs of an experiment, to measure its pace. */
export function probeOf(experiment: Experiment): Experiment {
  return {
    ...experiment,
    epochs: Math.min(experiment.epochs, 3),
    phases: experiment.phases.slice(-1),
    targetLoss: null,
    patience: 0,
  };
}
