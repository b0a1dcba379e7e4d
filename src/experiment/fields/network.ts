import { choiceField, numberField } from '#src/experiment/field-kinds.ts';
import { layersField } from '#src/experiment/field-lists.ts';
import { initialiserIds, outputActivationIds } from '#src/experiment/ids.ts';

/** Layers, and the weights they begin with. */
export const networkFields = {
  layers: layersField({
    key: 'net',
    label: 'Hidden layers',
    help: 'Dense layers between input and output: units, activation and dropout of each.',
  }),
  outputActivation: choiceField({
    key: 'out',
    label: 'Output activation',
    ids: outputActivationIds,
    help: 'Applied to the last layer. Linear suits regression and losses that take logits.',
    options: { linear: 'Linear', sigmoid: 'Sigmoid', tanh: 'Tanh', softmax: 'Softmax' },
  }),
  initialiser: choiceField({
    key: 'init',
    label: 'Initial weights',
    ids: initialiserIds,
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
      zeros: 'All zero',
      constant: 'One constant',
    },
  }),
  initialScale: numberField({
    key: 'init_scale',
    label: 'σ or constant',
    min: 0,
    max: 10,
    help: 'Standard deviation of the normal initialiser, or the value of the constant one.',
  }),
  omega: numberField({
    key: 'omega',
    label: 'ω of sin(ω·z)',
    min: 0.1,
    max: 200,
    scale: 'log',
    help: 'Frequency of the sine activation; SIREN networks use 30.',
  }),
} as const;
