import { expect, test } from 'vitest';
import { EngineError } from '#src/engine/contract/messages.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { Trainer } from '#src/engine/contract/trainer.ts';
import { createGpuEngine } from '#src/engine/gpu/gpu-engine.ts';
import { webglTraits } from '#src/engine/webgl/traits.ts';

const plan = {} as ModelPlan;
const trainer = {} as Trainer;

/** An engine whose devices are counted. */
function counted(device: { software: boolean; sound?: boolean }) {
  const { software, sound = true } = device;
  const done = { opened: 0, proved: 0 };
  const lost = new Set<number>();
  const engine = createGpuEngine<
    { name: string; software: boolean; number: number },
    { name: string; software: boolean; number: number }
  >({
    id: 'webgl',
    traits: webglTraits,
    open: async () => ({ name: 'a GPU', software, number: ++done.opened }),
    prove: async (opened) => {
      done.proved++;
      if (!sound)
        throw new EngineError({ id: 'self_test_failed', values: { device: '', detail: '' } });
      return opened;
    },
    isLost: ({ number }) => lost.has(number),
    refusal: () => null,
    create: async () => trainer,
  });
  const create = () => {
    const support = engine.supports(plan);
    if (!support.ok) throw new Error('refused');
    return support.create(new AbortController().signal);
  };
  return { engine, create, done, lose: () => lost.add(done.opened) };
}

test('a GPU is proved once, before it is said to be one', async () => {
  const { engine, create, done } = counted({ software: false });
  expect(await engine.probe()).toEqual({ ok: true, device: 'a GPU', software: false });
  expect(done).toEqual({ opened: 1, proved: 1 });
  await Promise.all([engine.probe(), create(), create()]);
  expect(done).toEqual({ opened: 1, proved: 1 });
});

test('a GPU that computes wrongly is none', async () => {
  const { engine } = counted({ software: false, sound: false });
  expect(await engine.probe()).toMatchObject({ ok: false, reason: { id: 'self_test_failed' } });
});

test('a GPU whose work is done in software is proved only where it is to train', async () => {
  const { engine, create, done } = counted({ software: true });
  expect(await engine.probe()).toEqual({ ok: true, device: 'a GPU', software: true });
  expect(done).toEqual({ opened: 1, proved: 0 });
  await create();
  expect(done).toEqual({ opened: 1, proved: 1 });
  await expect(counted({ software: true, sound: false }).create()).rejects.toThrow(EngineError);
});

test('a device that was lost is opened and proved anew', async () => {
  const { engine, create, done, lose } = counted({ software: false });
  await engine.probe();
  lose();
  expect(await create()).toBe(trainer);
  expect(done).toEqual({ opened: 2, proved: 2 });
});
