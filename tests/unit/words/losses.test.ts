import { expect, it } from 'vitest';
import { metricColumn } from '#words/losses.ts';
import { smallExperiment } from '../../support/session-harness.ts';
import { sumBin } from '../../support/sum-bin.ts';

it('a column of losses has one unit at its head, or one beside each value', () => {
  const [numbers, classes] = [smallExperiment, sumBin].map((experiment) => ({
    experiment,
    lossFactor: 1,
  }));
  const alike = metricColumn('heldOutLoss', [numbers!, numbers!]);
  expect([alike.label, alike.textOf(0.5, numbers!)]).toEqual(['Held-out loss (y²)', '0.5']);
  const mixed = metricColumn('heldOutLoss', [numbers!, classes!]);
  expect(mixed.label).toBe('Held-out loss');
  expect([mixed.textOf(0.5, numbers!), mixed.textOf(0.5, classes!)]).toEqual([
    '0.5 y²',
    '0.5 nats',
  ]);
  expect(metricColumn('steps', [numbers!, classes!]).textOf(5, numbers!)).toBe('5');
});
