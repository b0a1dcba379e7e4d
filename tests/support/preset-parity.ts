import { expect, test } from 'vitest';
import { prepareData } from '#src/data/prepare.ts';
import type { Plan } from '#src/engine/contract/course.ts';
import type { Engine } from '#src/engine/contract/engine.ts';
import { makePlan } from '#src/engine/worker/make-plan.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { presets } from '#src/experiment/presets.ts';
import { expectAgreement } from './parity.ts';

export const namedPresets = presets.map(({ id, experiment }) => [id, experiment] as const);

export async function planOf(experiment: Experiment): Promise<Plan> {
  const data = await prepareData(experiment);
  if (!data.ok) throw new Error(data.error.map(({ message }) => message).join());
  return makePlan([{ experiment, data: data.value }]);
}

/**
 * Holds an engine to the oracle over the first steps of every preset, on fewer points where there are many.
 *
 * @param pairs whether it takes losses that pair each prediction with each label
 */
export function describePresets(engine: Engine, pairs: boolean): void {
  test.each(namedPresets)(
    `on ${engine.id} the first steps of %s are the oracle's`,
    async (_, preset) => {
      const trainCount = Math.min(preset.trainCount, 4 * preset.batchSize, 100);
      const plan = await planOf({ ...preset, trainCount, heldOutCount: 50 });
      if (!pairs && preset.labelShape === 'row')
        expect(engine.supports(plan.model)).toEqual({ ok: false, reason: { id: 'all_pairs' } });
      else expect(await expectAgreement(engine, plan, 8)).toBeGreaterThan(0);
    },
  );
}
