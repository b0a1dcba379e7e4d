import { afterEach, describe, expect, test } from 'vitest';
import type { Plan } from '#src/engine/contract/course.ts';
import type { Engine } from '#src/engine/contract/engine.ts';
import type { SegmentResult, Trainer } from '#src/engine/contract/trainer.ts';
import { createTrainer } from './engines.ts';
import { expectAgreement, firstSegments, segmentsFor } from './parity.ts';
import { type PlanSpec, smallPlan } from './plans.ts';

/** Plans that every engine must take, each with something of its own to get wrong. */
const plans: Readonly<Record<string, Partial<PlanSpec>>> = {
  'short last batch': { rows: 15, batchSize: 6, optimizer: { id: 'adam' }, learningRate: 0.01 },
  'dropped last batch': { rows: 15, batchSize: 6, dropLast: true, optimizer: { id: 'adam' } },
  'batch beyond the set': { rows: 5, batchSize: 50 },
  'one row': { rows: 1, heldOutRows: 1, batchSize: 1 },
  'none held out': { heldOutRows: 0, batchSize: 4 },
  'no hidden layer': { layers: [], batchSize: 4 },
  'drawn with replacement': { order: 'with_replacement', optimizer: { id: 'rmsprop' } },
  'fresh rows': { order: 'fresh', batchSize: 6, learningRate: 0.02 },
  'dropout and classes': {
    layers: [{ units: 6, activation: 'relu', dropout: 0.3 }],
    classes: true,
    outputs: 3,
    loss: { id: 'cross_entropy' },
  },
};

/**
 * What the session relies on, whichever engine it drives. Run by every engine's own test file.
 *
 * @param replicas whether the engine trains several parameter sets side by side
 * @param titles of the plans it is compared on, where others hold its arithmetic
 */
export function describeTrainerContract(
  name: string,
  engine: () => Promise<Engine>,
  replicas: boolean,
  titles = Object.keys(plans),
): void {
  const open: Trainer[] = [];
  afterEach(() => {
    for (const trainer of open.splice(0)) trainer.dispose();
  });

  async function start(plan: Plan): Promise<Trainer> {
    const trainer = await createTrainer(await engine(), plan.model);
    open.push(trainer);
    return trainer;
  }

  describe(`${name} keeps the trainer's contract`, () => {
    test('probes the machine', async () => {
      const probe = await (await engine()).probe();
      expect(probe.ok && probe.device).toBeTruthy();
    });

    test('says whether it takes several replicas', async () => {
      const support = (await engine()).supports(smallPlan({ replicas: 3 }).model);
      expect(support.ok).toBe(replicas);
    });

    for (const [title, spec] of Object.entries(plans).filter(([own]) => titles.includes(own))) {
      test(`agrees with the oracle: ${title}`, async () => {
        const steps = await expectAgreement(await engine(), smallPlan(spec), 12);
        expect(steps).toBeGreaterThan(10);
      });

      test(`one call or many: ${title}`, async () => {
        const plan = smallPlan({ epochs: 3, ...spec });
        const whole = await start(plan);
        const total = 2 * plan.course.stepsPerEpoch;
        const atOnce = await whole.run(firstSegments(plan, total, [], true));
        const reached = await whole.parameters();
        whole.dispose(); // The next one finds its programs compiled.
        const cut = await start(plan);
        const single: SegmentResult[] = [];
        for (const segment of firstSegments(plan, total, Array<number>(total).fill(1), true)) {
          single.push(...(await cut.run([segment])));
        }
        expect(await cut.parameters()).toEqual(reached);
        const [end, endOfCut] = [atOnce.at(-1)?.replicas[0], single.at(-1)?.replicas[0]];
        expect(endOfCut?.train).toEqual(end?.train);
        expect(endOfCut?.heldOut).toEqual(end?.heldOut);
        expect(endOfCut?.lastLoss).toEqual(end?.lastLoss);
      });
    }

    test('starts from the plan’s parameters and predicts with them', async () => {
      const plan = smallPlan({ layers: [], inputs: 1, rows: 4 });
      const trainer = await start(plan);
      const [w = 0, b = 0] = await trainer.parameters();
      expect([w, b]).toEqual([...plan.model.replicas[0]!.initialParameters]);
      const outputs = await trainer.predict(new Float32Array([-1, 0, 2]), 3, 0);
      expect(outputs).toHaveLength(3);
      [b - w, b, b + 2 * w].forEach((expected, i) => expect(outputs[i]).toBeCloseTo(expected, 5));
    });

    test('several calls under way take effect in order', async () => {
      const plan = smallPlan({ epochs: 6 });
      const segments = segmentsFor(plan, 1, 6);
      const one = await start(plan);
      const expected = await one.run(segments);
      one.dispose();
      const many = await start(plan);
      const actual: SegmentResult[] = [];
      for (let i = 0; i < segments.length; i += many.depth) {
        const calls = segments.slice(i, i + many.depth).map((segment) => many.run([segment]));
        for (const results of await Promise.all(calls)) actual.push(...results);
      }
      expect(actual).toEqual(expected);
    });

    test('goes on from a checkpoint as if nothing had happened, on a new trainer too', async () => {
      for (const id of ['momentum', 'adam'] as const) {
        const plan = smallPlan({ epochs: 4, optimizer: { id } });
        const trainer = await start(plan);
        await trainer.run(segmentsFor(plan, 1, 2));
        const checkpoint = await trainer.checkpoint();
        const expected = await trainer.run(segmentsFor(plan, 3, 4));
        const parameters = await trainer.parameters();

        await trainer.restore(checkpoint);
        expect(await trainer.run(segmentsFor(plan, 3, 4))).toEqual(expected);
        expect(await trainer.parameters()).toEqual(parameters);
        trainer.dispose();

        const other = await start(plan);
        await other.restore(checkpoint);
        expect(await other.run(segmentsFor(plan, 3, 4))).toEqual(expected);
        expect(await other.parameters()).toEqual(parameters);
      }
    });

    test('names the step whose loss is not finite and freezes there', async () => {
      const plan = smallPlan({
        learningRate: 1e20,
        rows: 16,
        batchSize: 2,
        optimizer: { id: 'sgd' },
      });
      const trainer = await start(plan);
      const [result] = await trainer.run(segmentsFor(plan, 1, 1));
      const step = result?.replicas[0]?.nonFiniteStep ?? -1;
      expect(step).toBeGreaterThan(0);
      const frozen = await trainer.parameters();
      await trainer.run(segmentsFor(plan, 2, 2));
      expect(await trainer.parameters()).toEqual(frozen);
      trainer.dispose();
      const other = await start(plan);
      await other.run(firstSegments(plan, step, [], false));
      expect(await other.parameters()).toEqual(frozen);
    });

    test('measures nothing that was not asked for', async () => {
      const plan = smallPlan();
      const trainer = await start(plan);
      const [segment] = segmentsFor(plan, 1, 1);
      const [result] = await trainer.run([{ ...segment!, evaluate: false, gradientNorm: false }]);
      const { train, heldOut, gradientNorm, lossRows } = result!.replicas[0]!;
      expect([train, heldOut, gradientNorm, lossRows]).toEqual([null, null, null, plan.model.rows]);
    });

    test('takes no rows but those that were planned', async () => {
      const plan = smallPlan({ order: 'fresh' });
      const trainer = await start(plan);
      const [planned] = segmentsFor(plan, 1, 1);
      const [replica] = planned!.replicas;
      const { rows, inputs, targets } = replica!.data!;
      const more = (values: Float32Array) => Float32Array.of(...values, ...values);
      for (const data of [
        { rows, inputs, targets: more(targets) },
        { rows: 2 * rows, inputs: more(inputs), targets: more(targets) },
        { rows, inputs, targets, weights: targets },
      ]) {
        const segment = { ...planned!, replicas: [{ ...replica!, data }] };
        await expect(trainer.run([segment])).rejects.toThrow(RangeError);
      }
    });

    test('is disposed of twice without harm', async () => {
      const trainer = await start(smallPlan());
      trainer.dispose();
      trainer.dispose();
    });
  });
}
