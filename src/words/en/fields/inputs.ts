const scalings = {
  options: {
    none: 'None',
    divide: 'Divide by a constant',
    min_max: 'Min-max to 0…1',
    standardise: 'Standardise (mean 0, deviation 1)',
  },
  shorter: { standardise: 'Standardise' },
};

/** What the network is given of a point, and asked for. */
export const inputsWords = {
  features: {
    label: 'Features',
    help: 'What the network is given: formulas of x, or of x0, x1 and so on. Empty: the coordinates themselves, to which the first one is added.',
  },
  inputScaling: {
    label: 'Input scaling',
    help: 'What is done to each input before the network sees it; fitted on training points only.',
    ...scalings,
  },
  inputDivisor: {
    label: 'Input divisor',
    help: 'The constant that inputs are divided by.',
  },
  targetScaling: {
    label: 'Target scaling',
    help: 'What is done to the target values of a regression before the network sees them; charts and losses stay in your units.',
    ...scalings,
  },
  targetDivisor: {
    label: 'Target divisor',
    help: 'The constant that target values are divided by.',
  },
  encoding: {
    label: 'Encoding',
    help: 'What each scaled input u is turned into: itself, its powers, or waves of it.',
    options: {
      raw: 'As it is',
      polynomial: 'Powers u, u², …',
      fourier: 'Fourier: sin, cos of 2ᵏπu',
    },
    shorter: { fourier: 'Fourier' },
  },
  degree: {
    label: 'Degree',
    help: 'The highest total power of a polynomial encoding.',
  },
  octaves: {
    label: 'Octaves',
    help: 'Fourier encoding uses sin and cos of 2ᵏ·π·u for k = 0 … octaves − 1.',
  },
};
