import { expect, it } from 'vitest';
import { openSource } from '#src/data/sources/open-source.ts';
import { targetLook } from '#src/data/sources/target-look.ts';
import { presets } from '#src/experiment/presets.ts';
import { classCount } from '#src/experiment/targets.ts';

it.each(presets)('what $id is to learn can be looked at, all of it', async ({ experiment }) => {
  const source = await openSource(experiment);
  if (!source.ok) throw new Error(source.error.message);
  const { probe, values } = targetLook(source.value, experiment, 120)!;
  expect(values.filter(Number.isFinite).length).toBeGreaterThan(0.9 * values.length);
  const classes = classCount(experiment);
  if (classes !== null) expect(new Set(values).size).toBe(classes);
  expect(probe.along.length).toBe(Math.min(source.value.axes.length, 2));
});

it('a truth table is looked at where it has points', async () => {
  const lookOf = async (id: string) => {
    const { experiment } = presets.find((preset) => preset.id === id)!;
    const source = await openSource(experiment);
    if (!source.ok) throw new Error(source.error.message);
    const { probe, values } = targetLook(source.value, experiment, 120)!;
    return { held: [...new Set(probe.held)], values: [...values] };
  };
  expect((await lookOf('xor-posted')).values).toEqual([0, 1, 1, 0]);
  const { held, values } = await lookOf('parity-6');
  expect(held.every((place) => place === 0 || place === 1)).toBe(true);
  expect([values[0], values[3]]).toEqual([1 - values[1]!, 1 - values[2]!]);
});
