import type { ActivationId, OrderId } from '#src/experiment/ids.ts';
import type { Options } from '#src/words/field-words.ts';
import { formatCount, formatNumber } from '#words/base/numbers.ts';
import { counted } from '#words/forms.ts';

/** Activations as readers of papers and documentation know them. */
export const activationWords = {
  options: {
    linear: 'Linear',
    relu: 'ReLU',
    leaky_relu: 'Leaky ReLU',
    elu: 'ELU',
    selu: 'SELU',
    tanh: 'Tanh',
    sigmoid: 'Sigmoid',
    softplus: 'Softplus',
    softsign: 'Softsign',
    silu: 'SiLU (swish)',
    gelu: 'GELU',
    sin: 'Sine: sin ωz',
  },
  shorter: { silu: 'SiLU', sin: 'Sine' },
} satisfies Options<ActivationId>;

export const orderNames = {
  fixed: 'Fixed',
  reshuffle: 'Reshuffled every epoch',
  shuffle_once: 'Shuffled once',
  with_replacement: 'With replacement',
  sorted: 'Sorted by input',
  by_class: 'By class',
  fresh: 'Fresh data every epoch',
} satisfies Record<OrderId, string>;

/** Values of fields, in a few words. */
export const valueWords = {
  on: 'on',
  off: 'off',
  none: 'none',
  automatic: 'automatic',
  allTheSame: 'all the same',
  interval: (from: string, to: string) => `${from} to ${to}`,
  dropout: (layer: string, share: number) => `${layer} (dropout ${formatNumber(share)})`,
  phase: (order: string, epochs: number) => `${order} for ${counted(epochs, 'epoch')}`,
  inOrder: (phases: readonly string[]) => phases.join(', then '),
  setting: (field: string, value: string) => `${field} ${value}`,
  change: (setting: string, epoch: number) => `${setting} after epoch ${formatCount(epoch)}`,
  noSkill: 'none, it diverged',
  table: (rows: number, columns: string) => `${rows} rows of ${columns}`,
};
