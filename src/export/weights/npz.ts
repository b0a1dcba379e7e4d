import {
  aboutText,
  layerParameters,
  type TrainedNetwork,
} from '#src/export/weights/trained-network.ts';
import { bytesOf, concatenated, utf8 } from '#src/lib/bytes.ts';
import { type ZipEntry, zipOf } from '#src/lib/zip.ts';

/**
 * The arrays as NumPy's `.npz`: `weights_0` [inputs, units], `biases_0` [units], … in float32, offsets and scales of
 * inputs and answers in float64, and `about`, a text of JSON: `json.loads(str(np.load(name)["about"]))`.
 */
export function npzOf(trained: TrainedNetwork): Uint8Array<ArrayBuffer> {
  const { network, inputScalings, answerScalings } = trained;
  const columns = (name: 'input' | 'answer', scalings: typeof inputScalings) =>
    (['offset', 'scale'] as const).map((part) => {
      const values = Float64Array.from(scalings, (scaling) => scaling[part]);
      return npy(`${name}_${part}`, '<f8', [values.length], values);
    });
  const about = Uint32Array.from(aboutText(trained), (letter) => letter.codePointAt(0) ?? 0);
  return zipOf([
    ...network.layers.flatMap((layer, i) => {
      const { weights, biases } = layerParameters(trained, layer);
      return [
        npy(`weights_${i}`, '<f4', [layer.inputs, layer.units], weights),
        npy(`biases_${i}`, '<f4', [layer.units], biases),
      ];
    }),
    ...columns('input', inputScalings),
    ...columns('answer', answerScalings),
    npy('about', `<U${about.length}`, [], about),
  ]);
}

/** An array in NumPy's own format, version 1.0: a header of a multiple of 64 bytes, then the numbers by rows. */
function npy(
  name: string,
  type: string,
  shape: readonly number[],
  values: Float32Array | Float64Array | Uint32Array,
): ZipEntry {
  const tuple = shape.map((size) => `${size},`).join(' ');
  const start = [0x93, ...utf8('NUMPY'), 1, 0];
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const length = Math.ceil((start.length + 2 + text.length + 1) / 64) * 64 - start.length - 2;
  const head = Uint8Array.from([...start, length & 0xff, length >> 8]);
  const header = utf8(`${text.padEnd(length - 1)}\n`);
  return { name: `${name}.npy`, content: concatenated([head, header, bytesOf(values)]) };
}
