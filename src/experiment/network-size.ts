import { classCoding } from '#src/experiment/class-coding.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { taskOf } from '#src/experiment/targets.ts';

/** Inputs of the network: features, or else the target's inputs, each turned into what the encoding makes of it. */
export function encodedWidth(e: Experiment): number {
  const inputs = e.features.length || taskOf(e).inputs.length;
  if (e.encoding === 'fourier') return inputs * 2 * e.octaves;
  if (e.encoding === 'polynomial') return monomialCount(inputs, e.degree);
  return inputs;
}

/** Monomials of total degree 1…degree in n variables: C(n + degree, degree) − 1. */
function monomialCount(n: number, degree: number): number {
  let count = 1;
  for (let k = 1; k <= degree; k++) count = (count * (n + k)) / k;
  return Math.round(count) - 1;
}

/** Outputs of the network: one for each number, or as many as the classes' targets have: one, or one for each class. */
export function outputCount(e: Experiment): number {
  const { answer } = taskOf(e);
  if (answer.kind === 'numbers') return answer.names.length;
  const coding = classCoding(e);
  const isOne =
    coding === 'bits' || coding === 'number' || (coding === 'signs' && answer.count === 2);
  return isOne ? 1 : answer.count;
}

/** Numbers of an experiment's own: outputs too many repeat the only one. */
export function ownNumbers(e: Experiment): number {
  return outputCount({ ...e, unusedOutputs: 0 });
}

/** Weights and biases of all layers. */
export function parameterCount(e: Experiment): number {
  let width = encodedWidth(e);
  let count = 0;
  for (const units of [...e.layers.map((layer) => layer.units), outputCount(e)]) {
    count += (width + 1) * units;
    width = units;
  }
  return count;
}
