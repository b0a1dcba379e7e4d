/** In what portions and which order, and how often. */
export const batchesWords = {
  batchSize: {
    label: 'Batch size',
    help: 'Points averaged in one step. As many as there are training points, or more: full-batch training.',
  },
  phases: {
    label: 'Batch order',
    help: 'The order in which an epoch visits the points; several phases follow one another.',
  },
  dropLast: {
    label: 'Drop short last batch',
    help: 'Leave out the last batch of an epoch when it is not full.',
  },
  epochs: {
    label: 'Epochs',
    help: 'Passes over the training points.',
  },
};
