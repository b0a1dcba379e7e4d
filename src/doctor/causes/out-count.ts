import { proof } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { outputCount } from '#src/experiment/network-size.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import { classCount } from '#src/experiment/targets.ts';

/** There are outputs for classes that no point has: what is learnt first is never to answer them. */
export const outCount: Cause = {
  kind: 'choice',
  suspect({ experiment }) {
    const unused = experiment.unusedOutputs;
    // Outputs of numbers that share one label are trained as well as one.
    const isHarmless = unused === 0 || classCount(experiment) === null;
    if (isHarmless || !isRelevant('unusedOutputs', experiment)) return null;
    const outputs = outputCount(experiment);
    return proof({ unused, outputs, classes: outputs - unused });
  },
  remedies: () => [{ unusedOutputs: 0 }],
};
