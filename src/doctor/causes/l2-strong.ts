import { failing, sign, typical } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { settingsIn } from '#src/doctor/rates.ts';

/** At rest the two pull alike; a run on its way there is told from half of that on. */
const leastPull = 0.5;

/** Penalties pull weights to 0 as hard as the data pull them away. */
export const l2Strong: Cause = {
  kind: 'choice',
  suspect(evidence) {
    const { epochs } = evidence.experiment;
    const { optimizer, weightDecay, l1, l2 } = settingsIn(evidence.experiment, epochs);
    const pull = typical(failing(evidence), (run) => run.end?.batches?.pull);
    const decay = optimizer === 'adamw' ? weightDecay : 0;
    return pull >= leastPull ? sign({ l1, l2, weightDecay: decay, pull }) : null;
  },
  remedies: ({ optimizer }) => [{ l1: 0, l2: 0, ...(optimizer === 'adamw' && { weightDecay: 0 }) }],
};
