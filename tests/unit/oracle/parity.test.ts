import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { Trainer } from '#src/engine/contract/trainer.ts';
import { createOracle } from '../../oracle/oracle.ts';
import { compareWithOracle, tolerance } from '../../support/parity.ts';
import { planSpecs } from '../../support/plan-arbitrary.ts';
import { smallPlan, withModel } from '../../support/plans.ts';

describe('comparison with the oracle', () => {
  it('finds nothing wrong with the oracle itself', async () => {
    const plan = smallPlan({ replicas: 2 });
    expect(await compareWithOracle(createOracle(plan.model), plan, 12)).toEqual({
      steps: 12,
      loss: 0,
      weights: 0,
      gradientNorm: 0,
      classified: 0,
    });
  });

  it.each<[string, Partial<ModelPlan>, Partial<ModelPlan>]>([
    ['β₂', { optimizer: adam(0.999) }, { optimizer: adam(0.998) }],
    ['L1', {}, { l1: 1e-3 }],
    ['the short last batch', {}, { batchSize: 7 }],
  ])('notices another %s', async (_, right, wrong) => {
    const plan = withModel(smallPlan(), right);
    const { loss, weights } = await compareWithOracle(
      createOracle({ ...plan.model, ...wrong }),
      plan,
      60,
    );
    expect(Math.max(loss / tolerance.loss, weights / tolerance.weights)).toBeGreaterThan(1);
  });

  it('notices an evaluation that is missing', async () => {
    const plan = smallPlan();
    const { loss } = await compareWithOracle(withoutEvaluation(createOracle(plan.model)), plan, 5);
    expect(loss).toBe(Number.POSITIVE_INFINITY);
  });

  it('gives most random plans their full length', async () => {
    const specs = fc.sample(planSpecs({ units: 16 }), { numRuns: 40, seed: 1 });
    let steps = 0;
    for (const spec of specs) {
      const plan = smallPlan(spec);
      const deviation = await compareWithOracle(createOracle(plan.model, 'float32'), plan, 20);
      steps += deviation.steps;
      expect(deviation.weights).toBeLessThan(tolerance.weights);
    }
    expect(steps / (20 * specs.length)).toBeGreaterThan(0.9);
  });
});

function adam(beta2: number): ModelPlan['optimizer'] {
  return { id: 'adam', momentum: 0, beta1: 0.9, beta2, rho: 0.9, epsilon: 1e-8 };
}

function withoutEvaluation(trainer: Trainer): Trainer {
  return {
    ...trainer,
    run: (segments) => trainer.run(segments.map((segment) => ({ ...segment, evaluate: false }))),
  };
}
