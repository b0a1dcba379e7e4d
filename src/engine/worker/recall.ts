import type { PreparedSets } from '#src/data/prepared.ts';
import type { RecallInput, RecallOutput } from '#src/engine/contract/protocol.ts';
import { makeHeader } from '#src/engine/worker/header.ts';
import { SnapshotTaker } from '#src/engine/worker/snapshots.ts';
import { forward } from '#src/network/forward.ts';
import { networkOf } from '#src/network/of-experiment.ts';

/** What a run that is kept looks like, without training it again: its data from the seeds, its answers in float64. */
export async function recall(input: RecallInput, sets: PreparedSets): Promise<RecallOutput> {
  const { runId, experiment, parameters, epoch, step, probe } = input;
  const data = await sets.get(experiment);
  if (!data.ok) return null;
  const prepared = { experiment, data: data.value };
  const network = networkOf(experiment, data.value.networkInputs);
  if (parameters.length !== network.parameterCount) return null;
  const kept = {
    predict: async (inputs: Float32Array, rows: number) =>
      forward(network, parameters, inputs, rows),
    parameters: async () => parameters,
  };
  const header = makeHeader(runId, prepared, network, probe);
  const snapshots = new SnapshotTaker(prepared, network, header.probe);
  return { header, snapshot: await snapshots.take(kept, epoch, step) };
}
