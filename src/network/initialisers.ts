import { randomNormal } from 'd3-random';
import type { InitialiserId } from '#src/experiment/ids.ts';
import { type Uniform, uniformStream } from '#src/lib/random.ts';
import type { LayerShape, NetworkShape } from '#src/network/shape.ts';

/** Draws one parameter. */
type Draw = () => number;

/** How a layer's parameters are drawn; biases are 0 unless said. */
interface Initialiser {
  weights(layer: LayerShape, uniform: Uniform, context: Context): Draw;
  biases?(layer: LayerShape, uniform: Uniform, context: Context): Draw;
}

type InitialRange = readonly [from: number, to: number];

/** What an experiment says of initialisers that take numbers. */
export interface Spread {
  readonly initialScale: number;
  readonly initialRange: InitialRange | null;
}

/** Of `RandomUniform` in Keras. */
export const kerasRange: InitialRange = [-0.05, 0.05];

interface Context {
  /** σ of `normal`, the value of `constant`. */
  readonly scale: number;
  /** Bounds of `uniform`. */
  readonly range: InitialRange;
  readonly omega: number;
  readonly first: boolean;
}

const pytorchBias: Initialiser['biases'] = (layer, uniform) =>
  uniformIn(1 / Math.sqrt(layer.inputs), uniform);

/** Fan-in is a layer's inputs, fan-out its units. Normals are not truncated. */
const initialisers = {
  // torch.nn.Linear: kaiming_uniform with a = √5, which is ±1/√fan-in
  pytorch_linear: {
    weights: (layer, uniform) => uniformIn(1 / Math.sqrt(layer.inputs), uniform),
    biases: pytorchBias,
  },
  // Glorot & Bengio 2010
  glorot_uniform: {
    weights: (layer, uniform) => uniformIn(Math.sqrt(6 / (layer.inputs + layer.units)), uniform),
  },
  glorot_normal: {
    weights: (layer, uniform) => normalOf(Math.sqrt(2 / (layer.inputs + layer.units)), uniform),
  },
  // He et al. 2015
  he_uniform: { weights: (layer, uniform) => uniformIn(Math.sqrt(6 / layer.inputs), uniform) },
  he_normal: { weights: (layer, uniform) => normalOf(Math.sqrt(2 / layer.inputs), uniform) },
  // LeCun et al. 1998
  lecun_uniform: { weights: (layer, uniform) => uniformIn(Math.sqrt(3 / layer.inputs), uniform) },
  lecun_normal: { weights: (layer, uniform) => normalOf(Math.sqrt(1 / layer.inputs), uniform) },
  // Sitzmann et al. 2020; their code leaves the biases as torch.nn.Linear draws them
  siren: {
    weights: (layer, uniform, { first, omega }) =>
      uniformIn(first ? 1 / layer.inputs : Math.sqrt(6 / layer.inputs) / omega, uniform),
    biases: pytorchBias,
  },
  normal: { weights: (_, uniform, { scale }) => normalOf(scale, uniform) },
  uniform: {
    weights: (_layer, uniform, { range }) => between(range, uniform),
    biases: (_layer, uniform, { range }) => between(range, uniform),
  },
  zeros: { weights: () => () => 0 },
  constant: {
    weights:
      (_layer, _uniform, { scale }) =>
      () =>
        scale,
  },
} as const satisfies Record<InitialiserId, Initialiser>;

/**
 * A network's parameters before training. Each layer has streams of its own: a change of one layer's width leaves
 * the draws of the others as they were.
 *
 * @param spread σ of `normal` or the value of `constant`, and the bounds of `uniform`
 * @returns [network.parameterCount]
 */
export function initialParameters(
  network: NetworkShape,
  id: InitialiserId,
  { initialScale, initialRange }: Spread,
  seed: number,
): Float32Array<ArrayBuffer> {
  const parameters = new Float32Array(network.parameterCount);
  const initialiser: Initialiser = initialisers[id];
  network.layers.forEach((layer, l) => {
    const context = {
      scale: initialScale,
      range: initialRange ?? kerasRange,
      omega: network.omega,
      first: l === 0,
    };
    const weight = initialiser.weights(layer, uniformStream(seed, 'initial weights', l), context);
    for (let i = layer.weights; i < layer.biases; i++) parameters[i] = weight();
    if (!network.learnsBiases) return;
    const bias =
      initialiser.biases?.(layer, uniformStream(seed, 'initial biases', l), context) ?? zero;
    for (let j = 0; j < layer.units; j++) parameters[layer.biases + j] = bias();
  });
  return parameters;
}

const zero: Draw = () => 0;

function between([from, to]: InitialRange, uniform: Uniform): Draw {
  return () => from + (to - from) * uniform();
}

function uniformIn(bound: number, uniform: Uniform): Draw {
  return () => bound * (2 * uniform() - 1);
}

function normalOf(deviation: number, uniform: Uniform): Draw {
  return randomNormal.source(uniform)(0, deviation);
}
