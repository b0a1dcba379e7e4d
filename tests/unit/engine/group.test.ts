import { describe, expect, it } from 'vitest';
import { prepareData } from '#src/data/prepare.ts';
import { canShareDraws } from '#src/engine/contract/can-share-draws.ts';
import type { Plan } from '#src/engine/contract/course.ts';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import { readKernels } from '#src/engine/wasm/read-kernels.ts';
import { wasmTraits } from '#src/engine/wasm/traits.ts';
import { type Member, trainGroup, trainTogether } from '#src/engine/worker/group.ts';
import { makePlan, type PlanInput } from '#src/engine/worker/make-plan.ts';
import { defaultExperiment } from '#src/experiment/experiment.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { createTrainer, registered } from '../../support/engines.ts';
import { timelessRows } from '../../support/record-tables.ts';

const base: Experiment = {
  ...defaultExperiment,
  trainCount: 50,
  heldOutCount: 20,
  batchSize: 8,
  epochs: 12,
};

async function planOf(experiments: readonly Experiment[]): Promise<Plan> {
  const inputs: PlanInput[] = [];
  for (const experiment of experiments) {
    const data = await prepareData(experiment);
    if (!data.ok) throw new Error('no data');
    inputs.push({ experiment, data: data.value });
  }
  return makePlan(inputs as [PlanInput, ...PlanInput[]]);
}

async function train(
  plan: Plan,
): Promise<{ members: readonly Member[]; parameters: Float32Array }> {
  const trainer = await createTrainer(createWasmEngine(readKernels), plan.model);
  const members = await trainTogether(
    plan,
    wasmTraits,
    trainer,
    () => performance.now() / 1000,
    async () => {},
  );
  const parameters = await trainer.parameters();
  trainer.dispose();
  return { members, parameters };
}

const withoutTime = ({ records, stopped }: Member) => ({
  stopped,
  records: timelessRows(records),
});

describe('replicas trained together', () => {
  it('come to what each of them comes to alone, bit for bit', async () => {
    const seeds = [3, 4, 5].map((seed) => ({ ...base, seed }));
    const together = await train(await planOf(seeds));
    for (const [r, experiment] of seeds.entries()) {
      const alone = await train(await planOf([experiment]));
      expect(withoutTime(together.members[r]!)).toEqual(withoutTime(alone.members[0]!));
      const count = alone.parameters.length;
      expect(together.parameters.subarray(r * count, (r + 1) * count)).toEqual(alone.parameters);
    }
  });

  it('go on when one of them diverges', async () => {
    const regression = {
      ...base,
      target: 'sine',
      loss: 'mse',
      outputActivation: 'linear',
    } as const;
    const plan = await planOf([
      { ...regression, seed: 1 },
      { ...regression, seed: 2, learningRate: 100 },
    ]);
    const [calm, wild] = (await train(plan)).members;
    expect(calm).toMatchObject({ stopped: { kind: 'epochs' }, records: { length: 12 } });
    expect(wild?.stopped.kind).toBe('non_finite');
    expect(wild?.records.length).toBeLessThan(12);
  });

  it('are what a session answers a group with', async () => {
    const environment = {
      engines: registered(createWasmEngine(readKernels)),
      now: () => performance.now(),
    };
    const experiments = [3, 4].map((seed) => ({ ...base, seed })) as [Experiment, Experiment];
    const input = { runId: 'g', experiments, preference: 'any' } as const;
    const output = await trainGroup(input, environment, new AbortController().signal);
    const alone = await train(await planOf([experiments[1]]));
    if (!output.ok) throw new Error('refused');
    expect(output.engine.id).toBe('wasm');
    expect(output.members[1]?.parameters).toEqual(alone.parameters);
    expect(output.members[1]?.records).toHaveLength(12);

    const aborted = trainGroup(input, environment, AbortSignal.abort());
    await expect(aborted).rejects.toThrow('aborted');
    const odd = [{ ...base, target: 'formula_classes', formula: 'x0 +' }] as [Experiment];
    const refused = await trainGroup(
      { ...input, experiments: odd },
      environment,
      new AbortController().signal,
    );
    expect(refused).toMatchObject({ ok: false, problems: [{ field: 'formula' }] });
  });

  it('must all go to the end', () => {
    expect(canShareDraws(base)).toBe(true);
    expect(canShareDraws({ ...base, patience: 3 })).toBe(false);
    expect(canShareDraws({ ...base, targetLoss: 0.1 })).toBe(false);
    expect(canShareDraws({ ...base, schedule: 'plateau' })).toBe(false);
  });
});
