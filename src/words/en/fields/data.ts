/** How many points, and how they are drawn. */
export const dataWords = {
  trainCount: {
    label: 'Training points',
    help: 'Points the network learns from.',
  },
  heldOutCount: {
    label: 'Held-out points',
    help: 'Points drawn independently that the network never trains on: they tell learning from memorising.',
  },
  heldOutFrom: {
    label: 'Held-out split',
    help: 'Drawn anew: points that the network never trains on; of a table, rows picked at random. The rows after: a table is split in its order, as time series are. The training points themselves: usual for truth tables and a handful of points, but says nothing about new ones. From another interval: how the network extrapolates. None: only training points are measured.',
    options: {
      drawn: 'Drawn anew',
      last: 'The rows after the training rows',
      train: 'The training points themselves',
      interval: 'From another interval',
      none: 'None',
    },
  },
  heldOutDomain: {
    label: 'Held-out interval',
    help: 'Where held-out points are drawn, on every axis. Automatic: from the end of the training points, half as wide as they are.',
  },
  sampling: {
    label: 'Sampling',
    help: 'How training inputs are chosen: from the domain, or around a mean. Held-out points are never on a grid.',
    options: {
      uniform: 'Uniform at random',
      normal: 'Normal(mean, deviation)',
      grid: 'Even grid',
      integers: 'Integers',
    },
    shorter: { normal: 'normal' },
  },
  samplingMean: {
    label: 'Mean of inputs',
    help: 'The middle of normally drawn inputs, the same on every axis.',
  },
  samplingDeviation: {
    label: 'Deviation of inputs',
    help: 'The standard deviation of normally drawn inputs: about 95 % of them lie within two of it around the mean.',
  },
  noise: {
    label: 'Noise',
    help: 'Standard deviation of Gaussian noise: on the target value of a regression, on the position of a class point.',
  },
  labelNoise: {
    label: 'Label noise',
    help: 'Share of training points whose class is replaced by another one at random.',
  },
};
