/** What training makes small. */
export const lossWords = {
  loss: {
    label: 'Loss',
    help: 'What training makes small. Cross entropy and binary cross entropy expect logits: a linear output layer. Those of probabilities and outputs are Keras’s, cut off at 1e-7.',
    options: {
      mse: 'Mean squared error',
      mae: 'Mean absolute error',
      huber: 'Huber',
      cross_entropy: 'Cross entropy (from logits)',
      nll_of_softmax: 'Cross entropy of probabilities',
      bce: 'Binary cross entropy (from logits)',
      bce_of_probabilities: 'Binary cross entropy of probabilities',
      cross_entropy_of_outputs: 'Cross entropy of outputs over their sum',
      hinge: 'Hinge',
      msle: 'Mean squared logarithmic error',
    },
    shorter: { cross_entropy: 'Cross entropy', bce: 'Binary cross entropy' },
  },
  classTargets: {
    label: 'Classes as numbers',
    help: 'What the network should output for a class, where the loss takes numbers, or is a binary cross entropy of more than two classes: 1 at its own output and 0 at the others, −1 or +1 at a single output, or its index there.',
    options: {
      one_hot: 'One output each, 1 among zeros',
      signs: 'One output, −1 or +1',
      number: 'One output, the index of the class',
    },
    shorter: { one_hot: 'One-hot', signs: '−1 or +1', number: 'Index' },
  },
  huberDelta: {
    label: 'Huber δ',
    help: 'Errors under δ count squared, larger ones in proportion.',
  },
  classWeighting: {
    label: 'Class weights',
    help: 'How much the rows of each class count in the loss and its gradient. The loss is the weighted mean, as weight= of PyTorch’s CrossEntropyLoss has it; accuracy counts rows as they are.',
    options: {
      none: 'None: each row counts the same',
      balanced: 'Balanced: rare classes count more',
      given: 'As typed',
    },
    shorter: { none: 'None', balanced: 'Balanced' },
  },
  classWeights: {
    label: 'Weights of the classes',
    help: 'One number for each class, in their order. Only their ratios matter, unless the loss is summed.',
  },
  unusedOutputs: {
    label: 'Surplus outputs',
    help: 'Classes: outputs for classes that no point has. The network learns never to predict them, and guesses among more classes at first. Too few outputs are no setting: PyTorch stops with an error, and so does Keras on a processor; on a graphics card Keras answers NaN. One number: predictions of shape (B,2) against labels of shape (B,1). PyTorch (with a warning), Keras and plain arithmetic broadcast them, the losses of Flux refuse. Every output learns the same label; the loss is the mean over all.',
  },
  rowWeights: {
    label: 'Row weights',
    help: 'The last column of the table says how much each row counts in the loss and its gradient. The loss is the weighted mean; accuracy counts rows as they are. Off: that column is one more target.',
  },
  labelShape: {
    label: 'Label shape',
    help: 'Row: the broadcasting mistake. Predictions of shape (B,1) minus labels of shape (B) make B×B pairs, each prediction against every label.',
    options: { match: 'Matches the predictions', row: 'Row: broadcasts to B×B' },
    shorter: { row: 'Row' },
  },
  reduce: {
    label: 'Broadcast reduction',
    help: 'How the B×B pairs become one number: averaged over all (PyTorch, Keras) or summed and divided by B (Flux).',
    options: { mean: 'Averaged over B²', flux: 'Summed, divided by B' },
  },
  summedLoss: {
    label: 'Sum instead of mean',
    help: 'Training follows the loss summed over the batch and the outputs (reduction="sum"): for SGD a learning rate that is as many times larger. What is shown stays the mean.',
  },
  l2: {
    label: 'L2',
    help: 'Adds λ·w to the gradient of every weight: pulls weights towards 0.',
  },
  l1: {
    label: 'L1',
    help: 'Adds λ·sign(w) to the gradient of every weight: makes small weights vanish.',
  },
};
