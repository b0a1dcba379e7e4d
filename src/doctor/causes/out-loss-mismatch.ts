import { suitedOutput } from '#src/doctor/causes/changes.ts';
import { proof } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { indexLosses } from '#src/experiment/class-coding.ts';
import { outputCount } from '#src/experiment/network-size.ts';
import { answerRanges } from '#src/network/activations.ts';

/** The loss takes logits, and the output activation bounds them; or it takes probabilities, and gets other numbers. */
export const outLossMismatch: Cause = {
  kind: 'fault',
  suspect({ experiment, data: { classes } }) {
    const { loss, outputActivation } = experiment;
    // What a loss of classes makes of numbers is told by itself.
    if (classes === null && indexLosses.includes(loss)) return null;
    // What a softmax does here is told by its own causes.
    if (outputActivation === 'softmax') return null;
    if (loss === 'bce_of_probabilities' || loss === 'cross_entropy_of_outputs')
      return outputActivation === suitedOutput(experiment)
        ? null
        : proof({ probabilities: outputCount(experiment) });
    if (loss !== 'cross_entropy' && loss !== 'bce') return null;
    const [least, most] = answerRanges[outputActivation];
    if (least === -Infinity) return null;
    if (most < Infinity) return proof({ least, most });
    // Among several logits one may stand out without an end.
    return loss === 'bce' ? proof({ least }) : null;
  },
  remedies: (experiment) => [{ outputActivation: suitedOutput(experiment) }],
};
