import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import type { WeightFormat } from '#src/export/weights/formats.ts';
import { npzOf } from '#src/export/weights/npz.ts';
import { onnxOf } from '#src/export/weights/onnx.ts';
import { tfjsOf } from '#src/export/weights/tfjs.ts';
import { type TrainedNetwork, trainedNetwork } from '#src/export/weights/trained-network.ts';
import { err, ok, type Result } from '#src/lib/result.ts';

const writers = {
  npz: (trained) => ok(npzOf(trained)),
  onnx: (trained) => ok(onnxOf(trained)),
  tfjs: tfjsOf,
} as const satisfies Record<
  WeightFormat,
  (trained: TrainedNetwork) => Result<Uint8Array<ArrayBuffer>, readonly FieldId[]>
>;

/**
 * A trained network as a file.
 *
 * @param parameters of a run of this experiment, [parameterCount]
 * @param link opens the experiment
 * @returns the file, or the fields whose value the format does not hold
 */
export async function writeWeights(
  experiment: Experiment,
  parameters: Float32Array,
  link: string,
  format: WeightFormat,
): Promise<Result<Uint8Array<ArrayBuffer>, readonly FieldId[]>> {
  const trained = await trainedNetwork(experiment, parameters, link);
  if (!trained.ok) return err(trained.error.map(({ field }) => field as FieldId));
  return writers[format](trained.value);
}
