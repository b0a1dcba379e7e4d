import type { OutputActivationId } from '#src/experiment/ids.ts';
import { leakySlope, selu } from '#src/network/activations.ts';

/** An operator of ONNX on z, ω, numbers and what the operator before it made. */
export interface OnnxStep {
  readonly op: string;
  readonly of: readonly ('z' | 'ω' | 'last' | number)[];
  readonly floats?: Readonly<Record<string, number>>;
  readonly ints?: Readonly<Record<string, number>>;
}

/** An activation in the words of other programs; ω stands for the experiment's. */
interface Elsewhere {
  /** Expressions of z and, where `a` is the value, of it; null: written where it is used. */
  readonly numpy: readonly [value: string, slope: string] | null;
  /** A module; null: none is needed. */
  readonly pytorch: string | null;
  readonly keras: string;
  readonly jax: string;
  /** What a dense layer is given; null: nothing. */
  readonly flux: string | null;
  /** What a dense layer of TensorFlow.js names; null: a layer of its own, undefined: there is none. */
  readonly tfjs: string | null | undefined;
  readonly onnx: readonly OnnxStep[];
}

const [scale, alpha] = [String(selu.scale), String(selu.alpha)];
const sigmoid = '1 / (1 + np.exp(-z))';

/** What each activation is elsewhere: in scripts that are written for a reader, and in files of trained weights. */
export const elsewhere: Readonly<Record<OutputActivationId, Elsewhere>> = {
  linear: {
    numpy: ['z', 'np.ones_like(z)'],
    pytorch: null,
    keras: '"linear"',
    jax: 'lambda z: z',
    flux: null,
    tfjs: 'linear',
    onnx: [],
  },
  relu: {
    numpy: ['np.maximum(z, 0)', '(z > 0).astype(np.float32)'],
    pytorch: 'nn.ReLU()',
    keras: '"relu"',
    jax: 'jax.nn.relu',
    flux: 'relu',
    tfjs: 'relu',
    onnx: [{ op: 'Relu', of: ['z'] }],
  },
  leaky_relu: {
    numpy: [
      `np.where(z > 0, z, ${leakySlope} * z)`,
      `np.where(z > 0, np.float32(1), np.float32(${leakySlope}))`,
    ],
    pytorch: 'nn.LeakyReLU()',
    keras: `lambda z: keras.ops.leaky_relu(z, negative_slope=${leakySlope})`,
    jax: `lambda z: jax.nn.leaky_relu(z, ${leakySlope})`,
    flux: 'leakyrelu',
    tfjs: null,
    onnx: [{ op: 'LeakyRelu', of: ['z'], floats: { alpha: leakySlope } }],
  },
  elu: {
    numpy: ['np.where(z > 0, z, np.expm1(np.minimum(z, 0)))', 'np.exp(np.minimum(z, 0))'],
    pytorch: 'nn.ELU()',
    keras: '"elu"',
    jax: 'jax.nn.elu',
    flux: 'elu',
    tfjs: 'elu',
    onnx: [{ op: 'Elu', of: ['z'], floats: { alpha: 1 } }],
  },
  selu: {
    numpy: [
      `${scale} * np.where(z > 0, z, ${alpha} * np.expm1(np.minimum(z, 0)))`,
      `${scale} * np.where(z > 0, np.float32(1), ${alpha} * np.exp(np.minimum(z, 0)))`,
    ],
    pytorch: 'nn.SELU()',
    keras: '"selu"',
    jax: 'jax.nn.selu',
    flux: 'selu',
    tfjs: 'selu',
    onnx: [{ op: 'Selu', of: ['z'], floats: { alpha: selu.alpha, gamma: selu.scale } }],
  },
  tanh: {
    numpy: ['np.tanh(z)', '1 - a**2'],
    pytorch: 'nn.Tanh()',
    keras: '"tanh"',
    jax: 'jnp.tanh',
    flux: 'tanh',
    tfjs: 'tanh',
    onnx: [{ op: 'Tanh', of: ['z'] }],
  },
  sigmoid: {
    numpy: [sigmoid, 'a * (1 - a)'],
    pytorch: 'nn.Sigmoid()',
    keras: '"sigmoid"',
    jax: 'jax.nn.sigmoid',
    flux: 'sigmoid',
    tfjs: 'sigmoid',
    onnx: [{ op: 'Sigmoid', of: ['z'] }],
  },
  softplus: {
    numpy: ['np.logaddexp(z, np.float32(0))', sigmoid],
    pytorch: 'nn.Softplus()',
    keras: '"softplus"',
    jax: 'jax.nn.softplus',
    flux: 'softplus',
    tfjs: 'softplus',
    onnx: [{ op: 'Softplus', of: ['z'] }],
  },
  softsign: {
    numpy: ['z / (1 + abs(z))', '1 / (1 + abs(z)) ** 2'],
    pytorch: 'nn.Softsign()',
    keras: '"softsign"',
    jax: 'jax.nn.soft_sign',
    flux: 'softsign',
    tfjs: 'softsign',
    onnx: [{ op: 'Softsign', of: ['z'] }],
  },
  silu: {
    numpy: ['z / (1 + np.exp(-z))', '(1 + z / (1 + np.exp(z))) / (1 + np.exp(-z))'],
    pytorch: 'nn.SiLU()',
    keras: '"silu"',
    jax: 'jax.nn.silu',
    flux: 'swish',
    tfjs: 'swish',
    onnx: [
      { op: 'Sigmoid', of: ['z'] },
      { op: 'Mul', of: ['z', 'last'] },
    ],
  },
  gelu: {
    numpy: [
      'z * normal_cdf(z)',
      'normal_cdf(z) + z * np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)',
    ],
    pytorch: 'nn.GELU()',
    keras: '"gelu"',
    jax: 'lambda z: jax.nn.gelu(z, approximate=False)',
    flux: 'gelu',
    tfjs: 'gelu',
    onnx: [
      { op: 'Mul', of: ['z', Math.SQRT1_2] },
      { op: 'Erf', of: ['last'] },
      { op: 'Add', of: ['last', 1] },
      { op: 'Mul', of: ['last', 0.5] },
      { op: 'Mul', of: ['z', 'last'] },
    ],
  },
  sin: {
    numpy: ['np.sin(ω * z)', 'ω * np.cos(ω * z)'],
    pytorch: 'Sine()',
    keras: 'lambda z: keras.ops.sin(ω * z)',
    jax: 'lambda z: jnp.sin(ω * z)',
    flux: '(z -> sin(Float32(ω) * z))',
    tfjs: undefined,
    onnx: [
      { op: 'Mul', of: ['z', 'ω'] },
      { op: 'Sin', of: ['last'] },
    ],
  },
  softmax: {
    numpy: null,
    pytorch: 'nn.Softmax(dim=1)',
    keras: '"softmax"',
    jax: 'jax.nn.softmax',
    flux: null,
    tfjs: 'softmax',
    onnx: [{ op: 'Softmax', of: ['z'], ints: { axis: 1 } }],
  },
};
