import { landingPreset } from '#src/experiment/presets.ts';

/** Sum-bin as posted: classes of a square, told by two ReLU units and a softmax. */
export const sumBin = landingPreset.experiment;
