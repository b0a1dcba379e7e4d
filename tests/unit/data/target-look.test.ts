import { expect, it } from 'vitest';
import { openSource } from '#src/data/sources/open-source.ts';
import { targetLook } from '#src/data/sources/target-look.ts';
import { presets } from '#src/experiment/presets.ts';
import { classCount } from '#src/experiment/targets.ts';

it.each(presets)('what $id is to learn can be looked at, all of it', async ({ experiment }) => {
  const source = await openSource(experiment);
  if (!source.ok) throw new Error(source.error.message);
  const atIntegers = experiment.sampling === 'integers';
  const { probe, values } = targetLook(source.value, { atIntegers, planeSide: 120 })!;
  expect(values.filter(Number.isFinite).length).toBeGreaterThan(0.9 * values.length);
  const classes = classCount(experiment);
  if (classes !== null) expect(new Set(values).size).toBe(classes);
  expect(probe.along.length).toBe(Math.min(source.value.axes.length, 2));
});
