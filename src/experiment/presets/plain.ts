import { defaultExperiment } from '#src/experiment/defaults.ts';
import type { Experiment } from '#src/experiment/fields.ts';

/** As first attempts often are: nothing is scaled. */
export const plain: Experiment = {
  ...defaultExperiment,
  heldOutCount: 1000,
  inputScaling: 'none',
  targetScaling: 'none',
};
