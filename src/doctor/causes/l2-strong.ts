import { sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';

/** Penalties pull weights to 0 more than the data pull them away. */
export const l2Strong: Cause = {
  kind: 'choice',
  mistakenFor: ['capacity', 'few_steps', 'lr_low'],
  suspect({ experiment: { optimizer, weightDecay, changes, ...start } }) {
    const [l1, l2] = (['l1', 'l2'] as const).map((id) =>
      Math.max(
        start[id],
        ...changes.filter(({ field }) => field === id).map(({ value }) => Number(value)),
      ),
    ) as [number, number];
    const decay = optimizer === 'adamw' ? weightDecay : 0;
    return l1 > 0 || l2 > 0 || decay > 0.05 ? sign({ l1, l2, weightDecay: decay }) : null;
  },
  remedies: ({ optimizer }) => [{ l1: 0, l2: 0, ...(optimizer === 'adamw' && { weightDecay: 0 }) }],
};
