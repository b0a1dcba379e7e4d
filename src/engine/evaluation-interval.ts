import type { Plan } from '#src/engine/plan.ts';

/** Evaluation may cost this share of training. */
const share = 0.1;

/** Floating-point operations of evaluation that a whole run may have beside that: a fraction of a second anywhere. */
const allowance = 5e8;

/** Operations that an optimiser spends on each parameter in a step, roughly. */
const updateCost = 10;

/**
 * After how many epochs to evaluate when the experiment leaves it open: as often as costs little beside training, and
 * at least as often as a stop rule or a plateau schedule looks. Counted in operations, not measured, so that every
 * machine evaluates after the same epochs. One of 1, 2, 5, 10, 20, 50, …
 */
export function automaticInterval(plan: Plan): number {
  const { epochs, stop, schedule } = plan;
  const affordable = Math.max(share * trainingCost(plan), allowance / epochs);
  const limits = [
    epochs,
    stop.patience > 0 ? stop.patience : epochs,
    schedule.id === 'plateau' ? schedule.every : epochs,
  ];
  return Math.min(roundNumber(evaluationCost(plan) / affordable), ...limits);
}

/** Operations of one epoch: each weight takes part in two for each row forward, and in twice as many backward. */
function trainingCost({ network, rows, batchSize, stepsPerEpoch, loss }: Plan): number {
  const batch = Math.min(rows, batchSize);
  const pairs = loss.labelShape === 'row' ? batch ** 2 : 0;
  return stepsPerEpoch * ((6 * batch + updateCost) * network.parameterCount + pairs);
}

/** Operations of one evaluation: both sets, forward only. */
function evaluationCost({ network, rows, heldOutRows, loss }: Plan): number {
  const pairs = loss.labelShape === 'row' ? rows ** 2 + heldOutRows ** 2 : 0;
  return 2 * (rows + heldOutRows) * network.parameterCount + pairs;
}

/** The least of 1, 2, 5, 10, 20, 50, … that is not below `value`. */
function roundNumber(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5].find((digit) => digit * power >= value) ?? 10);
}
