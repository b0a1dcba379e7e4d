import type { ActivationId, OutputActivationId } from '#src/experiment/ids.ts';

/** One dense layer `a = f(x W + b)`, W row-major [inputs][units], then b [units], at their places in the parameter vector. */
export interface LayerShape {
  readonly inputs: number;
  readonly units: number;
  readonly activation: ActivationId | OutputActivationId;
  /** Probability that an output of this layer is dropped in training (0 for the output layer). */
  readonly dropout: number;
  /** Offset of W in the parameter vector, in floats. */
  readonly weights: number;
  /** Offset of b in the parameter vector, in floats. */
  readonly biases: number;
}

/** A dense network: the order of its layers is the order of the parameter vector. */
export interface NetworkShape {
  readonly inputs: number;
  readonly outputs: number;
  readonly layers: readonly LayerShape[];
  /** ω of `sin(ω·z)`. */
  readonly omega: number;
  /** Else all biases are 0 and stay so. */
  readonly learnsBiases: boolean;
  readonly parameterCount: number;
}

/**
 * Lays the parameters of a dense network out in one vector: for each layer its weights, then its biases.
 *
 * @param inputs width of the (encoded) input
 * @param layers hidden layers and the output layer, in order; at least one
 */
export function networkShape(
  inputs: number,
  layers: readonly Pick<LayerShape, 'units' | 'activation' | 'dropout'>[],
  omega: number,
  learnsBiases = true,
): NetworkShape {
  let width = inputs;
  let offset = 0;
  const placed = layers.map((layer): LayerShape => {
    const weights = offset;
    const biases = weights + width * layer.units;
    const shape = { ...layer, inputs: width, weights, biases };
    width = layer.units;
    offset = biases + layer.units;
    return shape;
  });
  return { inputs, outputs: width, layers: placed, omega, learnsBiases, parameterCount: offset };
}
