/** How a gradient becomes a step. */
export const optimizerWords = {
  optimizer: {
    label: 'Optimiser',
    help: 'The rule that turns gradients into weight changes.',
    options: {
      sgd: 'SGD',
      momentum: 'SGD with momentum',
      nesterov: 'Nesterov momentum',
      adagrad: 'Adagrad',
      rmsprop: 'RMSprop',
      adam: 'Adam',
      adamw: 'AdamW',
    },
  },
  learningRate: {
    label: 'Learning rate',
    help: 'Step size. Too small, and training crawls; too large, and it diverges.',
  },
  momentum: {
    label: 'Momentum μ',
    help: 'Share of the previous step that is kept.',
  },
  beta1: {
    label: 'β₁',
    help: 'Decay of Adam’s mean of gradients.',
  },
  beta2: {
    label: 'β₂',
    help: 'Decay of Adam’s mean of squared gradients.',
  },
  rho: {
    label: 'ρ',
    help: 'Decay of RMSprop’s mean of squared gradients (PyTorch 0.99, Keras 0.9).',
  },
  epsilon: {
    label: 'ε',
    help: 'Added to the denominator. PyTorch, Chainer and Flux use 1e-8, Keras 1e-7.',
  },
  weightDecay: {
    label: 'Weight decay λ',
    help: 'AdamW’s decoupled decay: each step first multiplies every parameter by 1 − ηλ.',
  },
  clipping: {
    label: 'Gradient clipping',
    help: 'Bounds the gradient before the optimiser sees it: each entry, or the length of the whole.',
    options: { none: 'None', value: 'By value', norm: 'By global norm' },
  },
  clipAt: {
    label: 'Clip at',
    help: 'The bound that clipping enforces.',
  },
  schedule: {
    label: 'Rate schedule',
    help: 'How the learning rate changes from epoch to epoch.',
    options: {
      constant: 'Constant',
      step: 'Step',
      exponential: 'Exponential',
      cosine: 'Cosine (with warm-up)',
      one_cycle: 'One cycle',
      plateau: 'Reduce on plateau',
    },
    shorter: { cosine: 'Cosine' },
  },
  scheduleFactor: {
    label: 'Factor',
    help: 'The rate is multiplied by this: at every step, every epoch (exponential) or at a plateau.',
  },
  scheduleEvery: {
    label: 'Every … epochs',
    help: 'Epochs between two drops, or epochs without improvement before one.',
  },
  warmup: {
    label: 'Warm-up share',
    help: 'Share of all epochs in which the rate rises linearly to its full value.',
  },
  changes: {
    label: 'Changes while training',
    help: 'Settings that change after so many epochs. What is changed while a run trains is noted here: the same link trains the same way again.',
  },
  scheduleFloor: {
    label: 'Final share',
    help: 'The lowest rate, as a share of the learning rate.',
  },
};
