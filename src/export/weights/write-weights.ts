import type { PreparedSets } from '#src/data/prepared.ts';
import type { FieldId } from '#src/experiment/fields.ts';
import { npzOf } from '#src/export/weights/npz.ts';
import { onnxOf } from '#src/export/weights/onnx.ts';
import { tfjsOf } from '#src/export/weights/tfjs.ts';
import { type TrainedNetwork, trainedNetwork } from '#src/export/weights/trained-network.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import type { NotWritten, TrainedRun, WeightFormat } from '#src/records/trained-weights.ts';

const writers = {
  npz: (trained) => ok(npzOf(trained)),
  onnx: (trained) => ok(onnxOf(trained)),
  tfjs: tfjsOf,
} as const satisfies Record<
  WeightFormat,
  (trained: TrainedNetwork) => Result<Uint8Array<ArrayBuffer>, readonly FieldId[]>
>;

/** A trained network as a file. */
export async function writeWeights(
  run: TrainedRun,
  format: WeightFormat,
  sets: PreparedSets,
): Promise<Result<Uint8Array<ArrayBuffer>, NotWritten>> {
  const data = await sets.get(run.experiment);
  if (!data.ok) return err({ why: 'data', problems: data.error });
  const written = writers[format](await trainedNetwork(run, data.value));
  return written.ok ? written : err({ why: 'format', fields: written.error });
}
