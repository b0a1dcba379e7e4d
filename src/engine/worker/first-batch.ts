import type { PreparedSets } from '#src/data/prepared.ts';
import type { ModelPlan, ReplicaModel } from '#src/engine/contract/model-plan.ts';
import type { FirstBatchInput, FirstBatchOutput } from '#src/engine/contract/protocol.ts';
import { makePlan } from '#src/engine/worker/make-plan.ts';
import { learningRates } from '#src/engine/worker/rates.ts';
import { norm } from '#src/lib/statistics.ts';
import { gradients } from '#src/network/gradients.ts';
import { optimizers } from '#src/network/optimizers.ts';
import { plateauStart } from '#src/network/schedules.ts';

/** Parameters of a layer that can be followed by eye. */
const mostParameters = 40;

/** The first step of a run in numbers, in float64: what engines do, slowly and with all that lies between. */
export async function firstBatch(
  input: FirstBatchInput,
  sets: PreparedSets,
): Promise<FirstBatchOutput> {
  const { experiment, start } = input;
  const data = await sets.get(experiment);
  if (!data.ok) return { ok: false, reason: 'data' };
  const { model, course } = makePlan([{ experiment, data: data.value, ...(start && { start }) }]);
  const { network } = model;
  const [replica] = model.replicas;
  const [own] = course.replicas;
  if (replica === undefined || own === undefined) return { ok: false, reason: 'data' };
  const isLarge = network.layers.some(({ inputs, units }) => (inputs + 1) * units > mostParameters);
  if (isLarge) return { ok: false, reason: 'large' };
  if (network.layers.some(({ dropout }) => dropout > 0)) return { ok: false, reason: 'dropout' };

  const rows = own.order(1).slice(0, model.batchSize);
  const set = own.fresh(1) ?? replica.train;
  const inputs = rowsOf(set.inputs, set.rows, rows);
  const targets = rowsOf(set.targets, set.rows, rows);
  const before = replica.initialParameters;
  const weights = set.weights && { weights: rowsOf(set.weights, set.rows, rows) };
  const batch = { rows: rows.length, inputs, targets, ...weights };
  const found = gradients(network, model.loss, before, batch);
  const used = usedGradient(model, replica, found.gradient);
  const [learningRate = own.learningRate] = learningRates(
    course,
    own.learningRate,
    plateauStart,
    0,
    1,
  );
  return {
    ok: true,
    rows,
    inputs,
    targets,
    loss: found.loss,
    layers: found.layers.map(({ preactivations, activations, deltas }) => ({
      preactivations,
      activations,
      deltas,
    })),
    before: before.slice(),
    gradient: found.gradient,
    used,
    learningRate,
    ...stepped(model, replica, used, learningRate),
  };
}

function rowsOf(values: Float32Array, total: number, rows: Uint32Array): Float32Array {
  const width = values.length / total;
  const picked = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    picked.set(values.subarray(row * width, (row + 1) * width), i * width);
  });
  return picked;
}

/** The gradient after clipping, with the penalties on weights. */
function usedGradient(
  { network, clipping, l1, l2 }: ModelPlan,
  { clipAt, initialParameters }: ReplicaModel,
  gradient: Float64Array,
): Float64Array {
  const length = norm(gradient);
  const used = gradient.map((g) => {
    if (clipping === 'value') return Math.min(Math.max(g, -clipAt), clipAt);
    return clipping === 'norm' && length > clipAt ? g * (clipAt / length) : g;
  });
  for (const { weights, biases } of network.layers) {
    for (let i = weights; i < biases; i++) {
      const w = initialParameters[i] as number;
      used[i] = (used[i] as number) + l2 * w + l1 * Math.sign(w);
    }
  }
  return used;
}

/** The optimizer's state and the parameters after the step. */
function stepped(
  { optimizer }: ModelPlan,
  { initialParameters, weightDecay }: ReplicaModel,
  gradient: Float64Array,
  learningRate: number,
): { readonly slots: readonly Float64Array[]; readonly after: Float64Array } {
  const { slots: count, step } = optimizers[optimizer.id];
  const constants = { ...optimizer, learningRate, weightDecay, t: 1 };
  const results = Array.from(gradient, (g, i) =>
    step(initialParameters[i] as number, g, [], constants),
  );
  const column = (n: number) => Float64Array.from(results, (values) => values[n] ?? Number.NaN);
  return { slots: Array.from({ length: count }, (_, n) => column(n + 1)), after: column(0) };
}
