export const words = {
  // engine-chip
  engine: 'Engine: ',
  everythingIsComputed: 'Everything is computed in this browser; nothing is sent anywhere.',
  measuredOnThisNetwork: 'Measured on this network, at the start of the run',
  speed: (points: string) => `${points} points/s`,
  faster: (engine: string, ratio: string) => `${engine}: ${ratio}× faster here. Use it`,

  // engine-preference
  webglOnAGpuElseWebassembly: 'WebGL on a GPU, else WebAssembly',
  yourPreference: 'Your preference',
  whatRunsAnExperiment:
    'What runs an experiment that names no engine. It is remembered in this browser and is not part of links.',
};
