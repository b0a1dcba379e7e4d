import { afterEach, describe, expect, test } from 'vitest';
import type { Plan } from '#src/engine/contract/course.ts';
import type { Engine } from '#src/engine/contract/engine.ts';
import { DeviceLostError, type SegmentResult, type Trainer } from '#src/engine/contract/trainer.ts';
import { createTrainer } from './engines.ts';
import { expectAgreement, segmentsFor } from './parity.ts';
import { replicaAlone, smallPlan, withRate } from './plans.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Whether the processor stands in for a graphics card. */
    software: boolean;
  }
}

/**
 * What holds for trainers that compute replicas together on a graphics device.
 *
 * @param lose takes all devices away
 */
export function describeGpuTrainer(name: string, engine: Engine, lose: () => void): void {
  const open: Trainer[] = [];
  afterEach(() => {
    for (const trainer of open.splice(0)) trainer.dispose();
  });

  async function start(plan: Plan): Promise<Trainer> {
    const trainer = await createTrainer(engine, plan.model);
    open.push(trainer);
    return trainer;
  }

  describe(`${name}, replicas together on a device`, () => {
    test('agrees with the oracle where activation and loss do not belong together', async () => {
      const mistake = { classes: true, rows: 10 } as const;
      const twice = { outputs: 3, outputActivation: 'softmax' } as const;
      for (const spec of [
        { ...twice, loss: { id: 'cross_entropy' } },
        { outputActivation: 'sigmoid', loss: { id: 'bce' } },
      ] as const) {
        const plan = smallPlan({ ...mistake, ...spec });
        expect(await expectAgreement(engine, plan, 8)).toBe(8);
      }
    });

    test('64 of them, one of which diverges alone', async () => {
      const base = smallPlan({ replicas: 64, rows: 9, heldOutRows: 3, batchSize: 4, inputs: 1 });
      const wild = 40;
      const plan = withRate(base, wild, 1e19);
      const both = await start(plan);
      const actual = await both.run(segmentsFor(plan, 1, 3));
      const broken = actual.map(({ replicas }) => replicas[wild]!.nonFiniteStep);
      expect(broken.at(-1)).toBe(0);
      expect(actual[2]!.replicas[wild]!.lastLoss).toBeNaN();
      const count = plan.model.network.parameterCount;
      const parameters = await both.parameters();
      both.dispose(); // The next one finds its programs compiled.
      const tame = await start(base);
      const expected = await tame.run(segmentsFor(base, 1, 3));
      expect(parameters.subarray(wild * count, (wild + 1) * count).every(Number.isFinite)).toBe(
        true,
      );
      const others = (results: readonly SegmentResult[]) =>
        results.map(({ replicas }) => replicas.filter((_, r) => r !== wild));
      expect(others(actual)).toEqual(others(expected));
      expect(
        others(expected)
          .flat()
          .every((r) => r.nonFiniteStep === null),
      ).toBe(true);
    });

    test('each does what it would do alone', async () => {
      const spec = {
        replicas: 3,
        layers: [{ units: 6, activation: 'elu', dropout: 0.2 }],
      } as const;
      const plan = smallPlan(spec);
      const together = await start(plan);
      const results = await together.run(segmentsFor(plan, 1, 2));
      together.dispose();
      for (const r of plan.model.replicas.keys()) {
        const own = replicaAlone(plan, r);
        const alone = await start(own);
        const expected = await alone.run(segmentsFor(own, 1, 2));
        alone.dispose();
        expect(results.map(({ replicas }) => replicas[r])).toEqual(
          expected.map(({ replicas }) => replicas[0]),
        );
      }
    });

    test('a frozen one stays frozen across a checkpoint', async () => {
      const plan = smallPlan({ replicas: 2, learningRate: 1e19, rows: 9, batchSize: 4 });
      const trainer = await start(plan);
      await trainer.run(segmentsFor(plan, 1, 2));
      const checkpoint = await trainer.checkpoint();
      trainer.dispose();
      const other = await start(plan);
      await other.restore(checkpoint);
      const [result] = await other.run(segmentsFor(plan, 3, 3));
      expect(result!.replicas.map((replica) => replica.nonFiniteStep)).toEqual([0, 0]);
      expect(await other.parameters()).toEqual(checkpoint.parameters);
    });

    test('one long call is many short ones: records, orders and reports go round', async () => {
      const spec = { inputs: 1, layers: [], rows: 5, heldOutRows: 2, batchSize: 3, epochs: 300 };
      // More epochs than there is room for reports, once; more than one call has, in any order.
      for (const [order, epochs] of [
        ['reshuffle', 300],
        ['fresh', 40],
        ['fixed', 40],
      ] as const) {
        const plan = smallPlan({ ...spec, order, learningRate: 0.001, optimizer: { id: 'adam' } });
        const segments = segmentsFor(plan, 1, epochs).map((segment) => ({
          ...segment,
          gradientNorm: false,
          evaluate: segment.epoch % 25 === 0,
        }));
        const whole = await start(plan);
        const atOnce = await whole.run(segments);
        const reached = await whole.parameters();
        whole.dispose();
        const cut = await start(plan);
        const parts: SegmentResult[] = [];
        for (let i = 0; i < epochs; i += 37)
          parts.push(...(await cut.run(segments.slice(i, i + 37))));
        expect(parts).toEqual(atOnce);
        expect(await cut.parameters()).toEqual(reached);
        cut.dispose();
      }
    });

    test('two runs of a plan are equal bit for bit', async () => {
      const layers = [{ units: 6, activation: 'gelu', dropout: 0.1 }] as const;
      const plan = smallPlan({ layers, optimizer: { id: 'adamw' }, clipping: 'norm', replicas: 2 });
      const runs = [];
      for (let i = 0; i < 2; i++) {
        const trainer = await start(plan);
        const results = await trainer.run(segmentsFor(plan, 1, 4));
        runs.push({ results, checkpoint: await trainer.checkpoint() });
        trainer.dispose();
      }
      expect(runs[1]).toEqual(runs[0]);
    });

    test('having looked at the weights changes nothing', async () => {
      const plan = smallPlan({ optimizer: { id: 'momentum' }, order: 'fresh' });
      const segments = segmentsFor(plan, 1, 3);
      const alone = await start(plan);
      const unmeasured = await alone.run(
        segments.map((segment) => ({ ...segment, gradientNorm: false, evaluate: false })),
      );
      const reached = await alone.parameters();
      alone.dispose();
      const watched = await start(plan);
      for (const [i, segment] of segments.entries()) {
        await watched.parameters();
        await watched.checkpoint();
        await watched.predict(new Float32Array([0.5, 1]), 1, 0);
        const [result] = await watched.run([segment]);
        expect(result!.replicas[0]!.lossSum).toBe(unmeasured[i]!.replicas[0]!.lossSum);
      }
      expect(await watched.parameters()).toEqual(reached);
    });

    test('predicts any number of rows, each replica for itself', async () => {
      const plan = smallPlan({ replicas: 2, inputs: 1, outputs: 6, layers: [] });
      const trainer = await start(plan);
      const rows = 5003;
      const inputs = Float32Array.from({ length: rows }, (_, i) => i / rows);
      const { network, replicas } = plan.model;
      for (const r of [0, 1]) {
        const outputs = await trainer.predict(inputs, rows, r);
        expect(outputs).toHaveLength(6 * rows);
        const w = replicas[r]!.initialParameters;
        for (const row of [0, 1, 2047, 2048, rows - 1]) {
          for (let k = 0; k < network.outputs; k++) {
            expect(outputs[row * 6 + k]).toBeCloseTo(w[k]! * inputs[row]! + w[6 + k]!, 6);
          }
        }
      }
      expect(await trainer.predict(new Float32Array(0), 0, 0)).toHaveLength(0);
    });

    test('can be called off before it started', async () => {
      const controller = new AbortController();
      const layers = [{ units: 3, activation: 'softsign' }] as const;
      const creating = createTrainer(engine, smallPlan({ layers }).model, controller.signal);
      controller.abort();
      await expect(creating).rejects.toThrow(/abort/i);
    });

    test('a lost device is noticed by every call, and a new trainer goes on bit for bit', async () => {
      const plan = smallPlan({ optimizer: { id: 'adam' } });
      const whole = await start(plan);
      const expected = await whole.run(segmentsFor(plan, 1, 4));

      const trainer = await start(plan);
      const early = await trainer.run(segmentsFor(plan, 1, 2));
      const checkpoint = await trainer.checkpoint();
      const underWay = trainer.run(segmentsFor(plan, 3, 3));
      lose();
      await expect(underWay).rejects.toBeInstanceOf(DeviceLostError);
      await expect(trainer.run(segmentsFor(plan, 3, 3))).rejects.toBeInstanceOf(DeviceLostError);
      await expect(trainer.parameters()).rejects.toBeInstanceOf(DeviceLostError);
      await expect(trainer.checkpoint()).rejects.toBeInstanceOf(DeviceLostError);
      await expect(trainer.predict(new Float32Array(2), 1, 0)).rejects.toBeInstanceOf(
        DeviceLostError,
      );
      trainer.dispose();

      const next = await start(plan);
      await next.restore(checkpoint);
      expect([...early, ...(await next.run(segmentsFor(plan, 3, 4)))]).toEqual(expected);
    });
  });
}
