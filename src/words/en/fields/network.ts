import { activationWords } from '#words/values.ts';

/** Layers, and the weights they begin with. */
export const networkWords = {
  layers: {
    label: 'Hidden layers',
    help: 'Dense layers between input and output: units, activation and dropout of each.',
  },
  bias: {
    label: 'Biases',
    help: 'Whether layers have biases. Without, every layer maps zero to zero (before its activation), and all biases stay 0.',
  },
  outputActivation: {
    label: 'Output activation',
    help: 'Applied to the last layer. Linear suits regression and losses that take logits.',
    options: { ...activationWords.options, softmax: 'Softmax' },
    shorter: activationWords.shorter,
  },
  initialiser: {
    label: 'Initial weights',
    help: 'The distribution the weights are drawn from before training.',
    options: {
      pytorch_linear: 'PyTorch Linear: U(±1/√fan-in)',
      glorot_uniform: 'Glorot uniform',
      glorot_normal: 'Glorot normal',
      he_uniform: 'He uniform',
      he_normal: 'He normal',
      lecun_uniform: 'LeCun uniform',
      lecun_normal: 'LeCun normal',
      siren: 'SIREN',
      normal: 'Normal(0, σ)',
      uniform: 'Uniform(a, b), biases too',
      zeros: 'All zero',
      constant: 'One constant',
    },
    shorter: { pytorch_linear: 'PyTorch Linear', uniform: 'uniform from a to b' },
  },
  initialScale: {
    label: 'σ or constant',
    help: 'Standard deviation of the normal initialiser, or the value of the constant one.',
  },
  initialRange: {
    label: 'From a to b',
    help: 'Where the uniform initialiser draws weights and biases from. Automatic: from −0.05 to 0.05, as Keras does.',
  },
  omega: {
    label: 'ω of sin(ω·z)',
    help: 'Frequency of the sine activation; SIREN networks use 30.',
  },
};
