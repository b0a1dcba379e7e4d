import type { Trial, Verdict } from '#src/doctor/contract.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { sumBin } from './sum-bin.ts';

const experiment: Experiment = {
  ...sumBin,
  target: 'formula',
  features: ['`x`](https://elsewhere.example) *x* <b>'],
};

const trial = (changes: Trial['changes'], fits: Trial['fits'], skill: number): Trial => ({
  causes: ['lr_low'],
  changes,
  experiment: { ...experiment, ...changes },
  outcomes: [],
  skill,
  fits,
  droppedEarly: false,
});

const mended = trial({ features: [], learningRate: 0.01 }, [8, 8], 0.98);

/** On an experiment whose features are a stranger's: one change is enough. */
export const strangeVerdict: Verdict = {
  experiment,
  criterion: { unexplained: 0.05, from: 'least', reference: null },
  before: trial({}, [1, 8], 0.1),
  fits: false,
  floors: [],
  findings: [],
  enough: [mended],
  necessary: [],
  immaterial: ['double_softmax'],
  useless: [],
  partings: null,
  alone: [],
  minimal: [mended],
  confirmed: null,
  closest: null,
  untried: [],
  runs: 40,
  steps: 1000,
  seconds: 3.21,
};
