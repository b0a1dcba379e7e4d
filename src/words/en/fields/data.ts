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
    label: 'Held-out points are',
    help: 'Anew: points that the network never trains on. The training points themselves: what is then called held-out tells nothing of new points; it is how truth tables and a handful of given points are often measured.',
    options: { drawn: 'Drawn anew', train: 'The training points themselves' },
  },
  sampling: {
    label: 'Sampling',
    help: 'How training inputs are chosen from the domain. Held-out points are always drawn uniformly (or as integers).',
    options: { uniform: 'Uniform at random', grid: 'Even grid', integers: 'Integers' },
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
