import {
  fitScalings,
  noScaling,
  type Scaling,
  scaledRows,
  scalingNote,
  unscaled,
} from '#src/data/scaling.ts';
import { classCoding } from '#src/experiment/class-coding.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { outputCount } from '#src/experiment/network-size.ts';
import { taskOf } from '#src/experiment/targets.ts';

/** What a network is trained to answer. */
export interface Labels {
  /** `class_index`: one class index per row; `values`: `width` values per row that stand for it. */
  readonly kind: 'class_index' | 'values';
  readonly width: number;
  /** One for each number that is answered; none for classes. */
  readonly scalings: readonly Scaling[];
  /** The scalings in words with their fitted numbers. */
  readonly notes: readonly string[];
  /** Multiplies a loss of network units into the reader's units; null where there is no such factor. */
  readonly lossFactor: number | null;
  /** @param y [rows × values], in the reader's units @returns [rows × width] */
  encode(y: Float64Array): Float32Array;
  /** Outputs of a network that answers numbers, in the reader's units. @param outputs [rows × width] */
  decode(outputs: Float32Array): Float32Array;
}

/** Classes become indices, bits or one-hot rows; numbers are scaled. @param y training values, on which scalings are fitted */
export function fitLabels(experiment: Experiment, y: Float64Array): Labels {
  const { targetScaling, targetDivisor } = experiment;
  const { answer } = taskOf(experiment);
  const coding = answer.kind === 'classes' ? classCoding(experiment) : null;
  const isIndex = coding === 'index';
  const width = isIndex ? 1 : outputCount(experiment);
  const names = answer.kind === 'numbers' ? answer.names : [];
  const scalings = fitScalings(targetScaling, y, names.length, targetDivisor);
  const scalingAt = (i: number): Scaling => scalings[i % width] ?? noScaling;
  return {
    kind: isIndex ? 'class_index' : 'values',
    width,
    scalings,
    notes: names.flatMap((name, column) => scalingNote(name, scalingAt(column)) ?? []),
    lossFactor: lossFactor(experiment, scalings),
    encode: (values) => {
      if (coding === null) return new Float32Array(scaledRows(values, scalings));
      const targets = width > 1 ? oneHot(values, width) : new Float32Array(values);
      return coding === 'signs' ? targets.map((bit) => 2 * bit - 1) : targets;
    },
    decode: (outputs) => outputs.map((output, i) => unscaled(output, scalingAt(i))),
  };
}

function oneHot(classes: Float64Array, width: number): Float32Array {
  const values = new Float32Array(classes.length * width);
  classes.forEach((label, row) => {
    values[row * width + label] = 1;
  });
  return values;
}

/** Numbers that are scaled differently have no factor in common. */
function lossFactor({ loss }: Experiment, scalings: readonly Scaling[]): number | null {
  const [scale = 1, ...others] = scalings.map((scaling) => scaling.scale);
  if (others.some((other) => other !== scale)) return null;
  if (scale === 1) return 1;
  if (loss === 'mse') return scale ** 2;
  return loss === 'mae' ? scale : null;
}
