import { elsewhere } from '#src/code/elsewhere.ts';
import type { Scaling } from '#src/data/scaling.ts';
import type { FieldId } from '#src/experiment/fields.ts';
import {
  aboutText,
  layerParameters,
  type TrainedNetwork,
} from '#src/export/weights/trained-network.ts';
import { bytesOf, concatenated, utf8 } from '#src/lib/bytes.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { zipOf } from '#src/lib/zip.ts';
import { leakySlope } from '#src/network/activations.ts';

interface Layer {
  readonly kind: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly weights: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly values: Float32Array;
  }[];
}

/**
 * A layers model of TensorFlow.js, `model.json` and `weights.bin` in one ZIP file. Scalings are layers of it, so that it
 * takes and answers the reader's units; features and encodings are none that it has: with those it takes inputs that
 * were scaled and encoded before. `userDefinedMetadata` says which, and the rest, as JSON.
 *
 * @returns the file, or the fields whose value TensorFlow.js does not have
 */
export function tfjsOf(
  trained: TrainedNetwork,
): Result<Uint8Array<ArrayBuffer>, readonly FieldId[]> {
  const { experiment: e, network, inputScalings, answerScalings } = trained;
  if (network.layers.some(({ activation }) => elsewhere[activation].tfjs === undefined))
    return err(['layers']);
  const isRaw = e.encoding === 'raw' && e.features.length === 0;
  const layers = [
    ...(isRaw
      ? affine('input_scaling', inputScalings, ({ offset, scale }) => [offset, 1 / scale, 0])
      : []),
    ...network.layers.flatMap((layer, i): readonly Layer[] => {
      const { weights, biases } = layerParameters(trained, layer);
      const activation = elsewhere[layer.activation].tfjs;
      const dense = {
        kind: 'Dense',
        name: `dense_${i}`,
        config: { units: layer.units, activation: activation ?? 'linear', use_bias: true },
        weights: [
          { name: 'kernel', shape: [layer.inputs, layer.units], values: weights },
          { name: 'bias', shape: [layer.units], values: biases },
        ],
      };
      const own = {
        kind: 'LeakyReLU',
        name: `leaky_relu_${i}`,
        config: { alpha: leakySlope },
        weights: [],
      };
      return activation === null ? [dense, own] : [dense];
    }),
    ...affine('answer_scaling', answerScalings, ({ offset, scale }) => [0, scale, offset]),
  ];
  const weights = layers.flatMap(({ name, weights }) =>
    weights.map((weight) => ({ ...weight, name: `${name}/${weight.name}` })),
  );
  const model = {
    format: 'layers-model',
    generatedBy: 'fitscope',
    convertedBy: null,
    modelTopology: {
      class_name: 'Sequential',
      config: {
        name: 'network',
        layers: layers.map(({ kind, name, config }, i) => ({
          class_name: kind,
          config: {
            name,
            trainable: kind !== 'BatchNormalization',
            dtype: 'float32',
            ...(i === 0 && { batch_input_shape: [null, network.inputs] }),
            ...config,
          },
        })),
      },
    },
    weightsManifest: [
      {
        paths: ['weights.bin'],
        weights: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
      },
    ],
    userDefinedMetadata: {
      ...(JSON.parse(aboutText(trained)) as object),
      takes: isRaw ? 'inputs' : 'inputs after features, scaling and encoding',
    },
  };
  return ok(
    zipOf([
      { name: 'model.json', content: utf8(JSON.stringify(model)) },
      { name: 'weights.bin', content: concatenated(weights.map(({ values }) => bytesOf(values))) },
    ]),
  );
}

/** (x − mean)·gamma + beta for each column, as the inference of a batch normalisation; none where it changes nothing. */
function affine(
  name: string,
  scalings: readonly Scaling[],
  parts: (scaling: Scaling) => readonly [mean: number, gamma: number, beta: number],
): readonly Layer[] {
  if (scalings.every(({ offset, scale }) => offset === 0 && scale === 1)) return [];
  const shape = [scalings.length];
  const column = (part: 0 | 1 | 2) =>
    Float32Array.from(scalings, (scaling) => parts(scaling)[part]);
  return [
    {
      kind: 'BatchNormalization',
      name,
      config: { axis: -1, epsilon: 0, center: true, scale: true },
      weights: [
        { name: 'gamma', shape, values: column(1) },
        { name: 'beta', shape, values: column(2) },
        { name: 'moving_mean', shape, values: column(0) },
        { name: 'moving_variance', shape, values: new Float32Array(scalings.length).fill(1) },
      ],
    },
  ];
}
