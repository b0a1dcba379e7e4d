import { adamEps } from '#src/doctor/causes/adam-eps.ts';
import { batchLarge } from '#src/doctor/causes/batch-large.ts';
import { batchSmall } from '#src/doctor/causes/batch-small.ts';
import { capacity } from '#src/doctor/causes/capacity.ts';
import { clipTight } from '#src/doctor/causes/clip-tight.ts';
import { constantInput } from '#src/doctor/causes/constant-input.ts';
import { dataFew } from '#src/doctor/causes/data-few.ts';
import { deadUnits } from '#src/doctor/causes/dead-units.ts';
import { doubleSoftmax } from '#src/doctor/causes/double-softmax.ts';
import { dropout } from '#src/doctor/causes/dropout.ts';
import { duplicateInput } from '#src/doctor/causes/duplicate-input.ts';
import { earlyStop } from '#src/doctor/causes/early-stop.ts';
import { edges } from '#src/doctor/causes/edges.ts';
import { explode } from '#src/doctor/causes/explode.ts';
import { fewSteps } from '#src/doctor/causes/few-steps.ts';
import { imbalance } from '#src/doctor/causes/imbalance.ts';
import { initLarge } from '#src/doctor/causes/init-large.ts';
import { initSmall } from '#src/doctor/causes/init-small.ts';
import { initSymmetry } from '#src/doctor/causes/init-symmetry.ts';
import { l2Strong } from '#src/doctor/causes/l2-strong.ts';
import { labelBroadcast } from '#src/doctor/causes/label-broadcast.ts';
import { labelEncoding } from '#src/doctor/causes/label-encoding.ts';
import { labelNoise } from '#src/doctor/causes/label-noise.ts';
import { lossL1Stuck } from '#src/doctor/causes/loss-l1-stuck.ts';
import { lossSum } from '#src/doctor/causes/loss-sum.ts';
import { lossTask } from '#src/doctor/causes/loss-task.ts';
import { lrHigh } from '#src/doctor/causes/lr-high.ts';
import { lrLow } from '#src/doctor/causes/lr-low.ts';
import { metricLies } from '#src/doctor/causes/metric-lies.ts';
import { momentum } from '#src/doctor/causes/momentum.ts';
import { noBias } from '#src/doctor/causes/no-bias.ts';
import { noNonlin } from '#src/doctor/causes/no-nonlin.ts';
import { noSignal } from '#src/doctor/causes/no-signal.ts';
import { noiseFloor } from '#src/doctor/causes/noise-floor.ts';
import { oneClass } from '#src/doctor/causes/one-class.ts';
import { optimiser } from '#src/doctor/causes/optimiser.ts';
import { orderSorted } from '#src/doctor/causes/order-sorted.ts';
import { outCount } from '#src/doctor/causes/out-count.ts';
import { outLossMismatch } from '#src/doctor/causes/out-loss-mismatch.ts';
import { outRange } from '#src/doctor/causes/out-range.ts';
import { outSoftmax1 } from '#src/doctor/causes/out-softmax1.ts';
import { overfit } from '#src/doctor/causes/overfit.ts';
import { saturated } from '#src/doctor/causes/saturated.ts';
import { scheduleEarly } from '#src/doctor/causes/schedule-early.ts';
import { seedLuck } from '#src/doctor/causes/seed-luck.ts';
import { splitShift } from '#src/doctor/causes/split-shift.ts';
import { targetForm } from '#src/doctor/causes/target-form.ts';
import { targetFrequency } from '#src/doctor/causes/target-frequency.ts';
import { tooDeep } from '#src/doctor/causes/too-deep.ts';
import { vanish } from '#src/doctor/causes/vanish.ts';
import { xScale } from '#src/doctor/causes/x-scale.ts';
import { yScale } from '#src/doctor/causes/y-scale.ts';
import {
  type Cause,
  type CauseId,
  causeIds,
  type Evidence,
  type Finding,
} from '#src/doctor/contract.ts';

/** Everything that can be the matter, by its id. */
const causes = {
  out_softmax1: outSoftmax1,
  out_range: outRange,
  label_broadcast: labelBroadcast,
  init_symmetry: initSymmetry,
  no_nonlin: noNonlin,
  one_class: oneClass,
  double_softmax: doubleSoftmax,
  out_loss_mismatch: outLossMismatch,
  early_stop: earlyStop,
  schedule_early: scheduleEarly,
  l2_strong: l2Strong,
  dropout,
  order_sorted: orderSorted,
  adam_eps: adamEps,
  clip_tight: clipTight,
  momentum,
  loss_sum: lossSum,
  lr_high: lrHigh,
  lr_low: lrLow,
  few_steps: fewSteps,
  target_frequency: targetFrequency,
  data_few: dataFew,
  init_small: initSmall,
  init_large: initLarge,
  no_bias: noBias,
  too_deep: tooDeep,
  x_scale: xScale,
  y_scale: yScale,
  batch_large: batchLarge,
  batch_small: batchSmall,
  label_encoding: labelEncoding,
  out_count: outCount,
  loss_task: lossTask,
  loss_l1_stuck: lossL1Stuck,
  capacity,
  target_form: targetForm,
  optimiser,
  overfit,
  label_noise: labelNoise,
  constant_input: constantInput,
  duplicate_input: duplicateInput,
  dead_units: deadUnits,
  saturated,
  vanish,
  explode,
  edges,
  seed_luck: seedLuck,
  imbalance,
  noise_floor: noiseFloor,
  no_signal: noSignal,
  split_shift: splitShift,
  metric_lies: metricLies,
} as const satisfies Record<CauseId, Cause>;

export function causeOf(id: CauseId): Cause {
  return causes[id];
}

/** What the evidence gives rise to suspect, proofs first. */
export function findingsOf(evidence: Evidence): readonly Finding[] {
  const findings = causeIds.flatMap((id): Finding[] => {
    const suspicion = causeOf(id).suspect(evidence);
    return suspicion === null ? [] : [{ id, kind: causeOf(id).kind, ...suspicion }];
  });
  const rank = ({ certainty }: Finding) => (certainty === 'proof' ? 0 : 1);
  return findings.toSorted((a, b) => rank(a) - rank(b));
}
