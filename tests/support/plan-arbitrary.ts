import fc from 'fast-check';
import {
  activationIds,
  clippingIds,
  optimizerIds,
  outputActivationIds,
} from '#src/experiment/ids.ts';
import type { PlanSpec } from './plans.ts';

/** How large random plans may become. */
export interface PlanLimits {
  readonly units: number;
  readonly layers: number;
  readonly replicas: number;
  readonly rows: number;
  /** Learning rates above this are not drawn: engines are compared where float32 can follow. */
  readonly learningRate: number;
}

const defaultLimits: PlanLimits = {
  units: 64,
  layers: 4,
  replicas: 4,
  rows: 48,
  learningRate: 0.1,
};

/** How the outputs are judged; each line is a valid combination of targets, loss and output activation. */
const heads: fc.Arbitrary<
  Pick<PlanSpec, 'classes' | 'outputs' | 'outputActivation' | 'loss'> &
    Partial<Pick<PlanSpec, 'ofOneOutput'>>
> = fc.oneof(
  // any number of outputs: a plain regression, through softmax too
  fc.record({
    classes: fc.constant(false),
    outputs: fc.integer({ min: 1, max: 3 }),
    outputActivation: fc.constantFrom(...outputActivationIds),
    loss: regressionLoss(),
  }),
  // the broadcasting mistake
  fc.record({
    classes: fc.constant(false),
    outputs: fc.constant(1),
    outputActivation: fc.constantFrom(...outputActivationIds),
    loss: regressionLoss().chain((loss) =>
      fc.record({
        id: fc.constant(loss.id),
        huberDelta: fc.constant(loss.huberDelta),
        labelShape: fc.constant('row' as const),
        reduce: fc.constantFrom('mean' as const, 'flux' as const),
      }),
    ),
  }),
  // numbers by a loss of shares
  fc.record({
    classes: fc.constant(false),
    outputs: fc.integer({ min: 1, max: 6 }),
    outputActivation: fc.constantFrom(...outputActivationIds),
    loss: fc.constant({ id: 'cross_entropy' as const }),
  }),
  fc.record({
    classes: fc.constant(false),
    outputs: fc.integer({ min: 1, max: 6 }),
    outputActivation: fc.constant('softmax' as const),
    loss: fc.record({
      id: fc.constantFrom('nll_of_softmax' as const, 'cross_entropy_of_outputs' as const),
    }),
  }),
  // one-hot classes by a regression loss
  fc.record({
    classes: fc.constant(true),
    outputs: fc.integer({ min: 2, max: 10 }),
    outputActivation: fc.constantFrom(...outputActivationIds),
    loss: regressionLoss(),
  }),
  // logits, double softmax among them
  fc.record({
    classes: fc.constant(true),
    outputs: fc.integer({ min: 2, max: 10 }),
    outputActivation: fc.constantFrom(...outputActivationIds),
    loss: fc.constant({ id: 'cross_entropy' as const }),
  }),
  fc.record({
    classes: fc.constant(true),
    outputs: fc.integer({ min: 2, max: 10 }),
    outputActivation: fc.constant('softmax' as const),
    loss: fc.constant({ id: 'nll_of_softmax' as const }),
  }),
  fc.record({
    classes: fc.constant(true),
    outputs: fc.integer({ min: 1, max: 10 }),
    outputActivation: fc.constantFrom(...outputActivationIds),
    loss: fc.constant({ id: 'bce' as const }),
  }),
  fc.record({
    classes: fc.constant(true),
    outputs: fc.integer({ min: 2, max: 10 }),
    outputActivation: fc.constantFrom(
      'sigmoid' as const,
      'softplus' as const,
      'softmax' as const,
      'relu' as const,
    ),
    loss: fc.constant({ id: 'cross_entropy_of_outputs' as const }),
  }),
  fc.record({
    classes: fc.constant(true),
    outputs: fc.constant(1),
    outputActivation: fc.constantFrom('sigmoid' as const, 'tanh' as const),
    loss: fc.record({ id: fc.constantFrom('bce_of_probabilities' as const, 'hinge' as const) }),
  }),
  fc.record({
    classes: fc.constant(true),
    outputs: fc.constant(1),
    ofOneOutput: fc.integer({ min: 2, max: 6 }),
    outputActivation: fc.constantFrom('linear' as const, 'softplus' as const),
    loss: fc.record({ id: fc.constantFrom('mse' as const, 'msle' as const) }),
  }),
);

function regressionLoss() {
  return fc.record({
    id: fc.constantFrom('mse' as const, 'mae' as const, 'huber' as const),
    huberDelta: fc.constantFrom(0.1, 1),
  });
}

/**
 * Random plans over everything an engine has to do: pass them to `smallPlan`. The awkward sizes (one row, one unit, no
 * hidden layer, batches of one or of more than there is) have a share of their own; the rest is drawn evenly, and
 * failures shrink to small networks.
 */
export function planSpecs(overrides: Partial<PlanLimits> = {}): fc.Arbitrary<PlanSpec> {
  const limits = { ...defaultLimits, ...overrides };
  const unit = fc.double({ min: 0, max: 1, noNaN: true });
  const layer = fc.record({
    units: often(
      fc.oneof(
        fc.integer({ min: 1, max: Math.min(12, limits.units) }),
        fc.integer({ min: 1, max: limits.units }),
      ),
      fc.constant(1),
    ),
    activation: fc.constantFrom(...activationIds),
    dropout: fc.constantFrom(0, 0, 0, 0.1, 0.5),
  });
  const specs = fc
    .record({
      seed: fc.integer({ min: 0, max: 2 ** 31 }),
      inputs: fc.integer({ min: 1, max: 12 }),
      layers: often<PlanSpec['layers']>(
        fc.array(layer, { minLength: 1, maxLength: limits.layers, size: 'max' }),
        fc.constant([]),
      ),
      head: heads,
      biases: fc.constantFrom(true, true, false),
      omega: fc.constantFrom(1, 3, 30),
      initialScale: fc.constantFrom(1, 1, 0.1),
      optimizer: fc.record({
        id: fc.constantFrom(...optimizerIds),
        momentum: fc.constantFrom(0, 0.5, 0.9),
        beta1: fc.constantFrom(0, 0.9),
        beta2: fc.constantFrom(0.9, 0.999),
        rho: fc.constantFrom(0.9, 0.99),
        epsilon: fc.constantFrom(1e-8, 1e-7, 1e-3),
      }),
      learningRate: unit.map((u) => 1e-4 * (limits.learningRate / 1e-4) ** u),
      weightDecay: fc.constantFrom(0, 0.01, 0.5),
      l1: fc.constantFrom(0, 0, 0, 0.01),
      l2: fc.constantFrom(0, 0, 0, 0.1),
      clipping: fc.constantFrom(...clippingIds),
      clipAt: fc.constantFrom(0.01, 0.5, 100),
      rows: often(fc.integer({ min: 1, max: limits.rows }), fc.integer({ min: 1, max: 3 })),
      heldOutRows: fc.integer({ min: 1, max: limits.rows }),
      batchSize: often(
        fc.integer({ min: 1, max: limits.rows }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: limits.rows, max: 2 * limits.rows }),
      ),
      dropLast: fc.boolean(),
      order: fc.constantFrom(
        'fixed' as const,
        'reshuffle' as const,
        'with_replacement' as const,
        'fresh' as const,
      ),
      replicas: often(fc.constant(1), fc.integer({ min: 1, max: limits.replicas })),
      weighted: fc.constantFrom(false, false, true),
    })
    .map(({ head, ...spec }) => ({
      ...spec,
      ofOneOutput: 2,
      unusedOutputs: 0,
      ...head,
      weighted: spec.weighted && !('labelShape' in head.loss),
      dropLast: spec.dropLast && spec.batchSize <= spec.rows,
      epochs: 1000,
    }));
  return fc.noBias(specs);
}

/** Mostly the first. */
function often<T>(usual: fc.Arbitrary<T>, ...others: fc.Arbitrary<T>[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 3, arbitrary: usual },
    ...others.map((arbitrary) => ({ weight: 1, arbitrary })),
  );
}
