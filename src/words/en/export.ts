import { counted, plural } from '#words/forms.ts';

export const words = {
  // answer
  /** @param links null: there is nothing to open */
  tryIt: (
    links: {
      readonly own: string;
      readonly changed: string | null;
      readonly overlay: string | null;
      readonly proof: string | null;
    },
    runs: number,
    time: string,
  ) => {
    const also = [
      ['with the change', links.changed],
      ['both curves overlaid', links.overlay],
      ['run the proof again', links.proof],
    ].map(([name, link]) => (link === null ? '' : `, [${name}](${link})`));
    return `See it train: [the experiment as it stands](${links.own})${also.join('')}. Measured with ${counted(runs, 'run')} in ${time} s.`;
  },

  // markdown
  runIt: (link: string) => `[Run it](<${link}>)`,
  target: 'Target',
  data: 'Data',
  network: 'Network',
  training: 'Training',
  aValue: 'a value',
  classes: (classes: number) => `${classes} classes`,
  noise: (noise: number) => `noise ${noise}`,
  labelNoise: (labelNoise: number) => `label noise ${labelNoise}`,
  xFromTo: (from: number, to: number) => `x from ${from} to ${to}`,
  /** @param sampling null: of rows that are there */
  points: (training: number, sampling: string | null, heldOut: number) =>
    `${training} training points${sampling === null ? '' : ` (${sampling})`}, ${heldOut} held out`,
  inputs: 'inputs',
  targets: 'targets',
  unscaled: (what: string) => `${what} unscaled`,
  dividedBy: (what: string, divisor: number) => `${what} divided by ${divisor}`,
  scaledTo01: (what: string) => `${what} scaled to 0…1`,
  standardised: (what: string) => `${what} standardised`,
  inputsOf: (count: number, formulas: string, encoding: string) =>
    `${counted(count, 'input')}${formulas === '' ? '' : ` of ${formulas}`}${encoding === '' ? '' : ` (${encoding})`}`,
  powersToDegree: (degree: number) => `powers to degree ${degree}`,
  fourierOctaves: (octaves: number) => `Fourier, ${octaves} octaves`,
  networkOf: (layers: string, initialiser: string, parameters: number) =>
    `${layers}; initial weights ${initialiser}; ${parameters} parameters`,
  thatBroadcasts: (loss: string) => `${loss} with labels that broadcast`,
  classesAs: (numbers: string) => `classes as ${numbers}`,
  classWeights: (weights: string) => `class weights ${weights}`,
  summed: 'summed over the batch',
  optimizer: (name: string, rate: number) => `${name}, learning rate ${rate}`,
  schedule: (name: string) => `${name} schedule`,
  gradientsClipped: (how: string) => `gradients clipped ${how}`,
  batchSize: (size: number) => `batch size ${size}`,
  order: (orders: string) => `order ${orders}`,
  epochs: (epochs: number) => counted(epochs, 'epoch'),
  result: (sentence: string) => `**Result:** ${sentence}`,
  seed: (seed: number) => `seed ${seed}`,

  // report
  field: 'Field',
  experiment: 'Experiment',
  run: 'Run',
  seedColumn: 'Seed',
  engine: 'Engine',
  whatDiffers: 'What differs',
  nothingButTheSeed: 'Nothing but the seed.',
  whatCameOut: 'What came out',
  runItAgain: 'Run it again',
  seeds: (seeds: readonly number[]) =>
    `${plural(seeds.length, { one: 'seed', other: 'seeds' })} ${seeds.join(', ')}`,
};
