import { choiceField, numberField } from '#src/experiment/field-kinds.ts';
import { labelShapeIds, lossIds, reduceIds } from '#src/experiment/ids.ts';

/** What training makes small. */
export const lossFields = {
  loss: choiceField({
    key: 'loss',
    label: 'Loss',
    ids: lossIds,
    help: 'What training makes small. Cross entropy and binary cross entropy expect logits: a linear output layer.',
    options: {
      mse: 'Mean squared error',
      mae: 'Mean absolute error',
      huber: 'Huber',
      cross_entropy: 'Cross entropy (from logits)',
      nll_of_softmax: 'Cross entropy of probabilities',
      bce: 'Binary cross entropy (from logits)',
    },
  }),
  huberDelta: numberField({
    key: 'delta',
    label: 'Huber δ',
    min: 1e-4,
    max: 1e6,
    scale: 'log',
    help: 'Errors under δ count squared, larger ones in proportion.',
  }),
  labelShape: choiceField({
    key: 'label_shape',
    label: 'Label shape',
    ids: labelShapeIds,
    help: 'Row: the broadcasting mistake. Predictions of shape (B,1) minus labels of shape (B) make B×B pairs, each prediction against every label.',
    options: { match: 'Matches the predictions', row: 'Row: broadcasts to B×B' },
  }),
  reduce: choiceField({
    key: 'reduce',
    label: 'Broadcast loss is',
    ids: reduceIds,
    help: 'How the B×B pairs become one number: averaged over all (PyTorch, Keras) or summed and divided by B (Flux).',
    options: { mean: 'Averaged over B²', flux: 'Summed, divided by B' },
  }),
  l2: numberField({
    key: 'l2',
    label: 'L2',
    min: 0,
    max: 10,
    scale: 'log',
    help: 'Adds λ·w to the gradient of every weight: pulls weights towards zero.',
  }),
  l1: numberField({
    key: 'l1',
    label: 'L1',
    min: 0,
    max: 10,
    scale: 'log',
    help: 'Adds λ·sign(w) to the gradient of every weight: makes small weights vanish.',
  }),
} as const;
