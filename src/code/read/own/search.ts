import { indexLosses } from '#src/experiment/class-coding.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import {
  activationIds,
  classTargetIds,
  classWeightingIds,
  clippingIds,
  encodingIds,
  heldOutIds,
  initialiserIds,
  labelShapeIds,
  lossIds,
  optimizerIds,
  orderIds,
  outputActivationIds,
  reduceIds,
  samplingIds,
  scalingIds,
  scheduleIds,
} from '#src/experiment/ids.ts';
import { classCount } from '#src/experiment/targets.ts';

type Options = (e: Experiment) => readonly Experiment[];

/** Fields that are one of a few, in an order in which each can be told from the others. */
const single = {
  sampling: samplingIds,
  heldOutFrom: heldOutIds,
  inputScaling: scalingIds,
  targetScaling: scalingIds,
  encoding: encodingIds,
  // Where the number of a constant is not known yet, it looks like zeros.
  initialiser: ['constant', ...initialiserIds.filter((id) => id !== 'constant')],
  outputActivation: outputActivationIds,
  classTargets: classTargetIds,
  classWeighting: classWeightingIds,
  optimizer: optimizerIds,
  clipping: clippingIds,
  schedule: scheduleIds,
  dropLast: [false, true],
  bias: [true, false],
  summedLoss: [false, true],
  // Whether they are there: their numbers are found later.
  noise: [0, 0.1],
  labelNoise: [0, 0.1],
} as const satisfies { readonly [Id in FieldId]?: readonly Experiment[Id][] };

/** For each choice of an experiment the experiments with another one. */
export function choices({ layers, phases }: Experiment): readonly Options[] {
  const singles = Object.entries(single).map(
    ([field, values]): Options =>
      (e) =>
        values
          .filter((value) => !isSame(e[field as FieldId], value) && !isInLoss(e, field))
          .map((value) => ({ ...e, [field]: value })),
  );
  const shapes: Options = (e) =>
    classCount(e) === null ? labelShapeIds.map((labelShape) => ({ ...e, labelShape })) : [];
  const losses: Options = (e) =>
    lossIds.flatMap((loss): readonly Experiment[] => {
      if (classCount(e) !== null || indexLosses.includes(loss))
        return [{ ...e, loss, ...(loss === 'nll_of_softmax' && { outputActivation: 'softmax' }) }];
      // How losses are added up can stand in the line that says which they are.
      const sums = e.labelShape === 'row' ? reduceIds : [e.reduce];
      return sums.map((reduce) => ({ ...e, loss, reduce }));
    });
  const penalties: Options = (e) =>
    [0, 0.1].flatMap((l1) => [0, 0.1].map((l2) => ({ ...e, l1, l2 })));
  return [
    shapes,
    losses,
    penalties,
    ...singles,
    shapes,
    losses,
    ...layers.flatMap((_, i): readonly Options[] => [
      (e) => activationIds.map((activation) => withLayer(e, i, { activation })),
      (e) => [0, 0.5].map((dropout) => withLayer(e, i, { dropout })),
    ]),
    ...phases.map(
      (_, i): Options =>
        (e) =>
          e.phases[i]?.order === 'fresh'
            ? [e]
            : orderIds
                .filter((id) => id !== 'fresh')
                .map((order) => ({
                  ...e,
                  phases: e.phases.map((phase, k) => (k === i ? { ...phase, order } : phase)),
                })),
    ),
  ];
}

/** A softmax that is part of the loss stays. */
function isInLoss({ loss }: Experiment, field: string): boolean {
  return field === 'outputActivation' && loss === 'nll_of_softmax';
}

/** Numbers that are there are not told apart yet. */
function isSame(value: unknown, option: unknown): boolean {
  return typeof value === 'number' && typeof option === 'number'
    ? value > 0 === option > 0
    : value === option;
}

function withLayer(
  e: Experiment,
  i: number,
  change: Partial<Experiment['layers'][number]>,
): Experiment {
  return { ...e, layers: e.layers.map((layer, k) => (k === i ? { ...layer, ...change } : layer)) };
}

/** A number of an experiment, and two values that are not likely to stand there. */
export interface Probe {
  put(e: Experiment, value: number): Experiment;
  readonly values: readonly [number, number];
}

const whole = [
  'dataSeed',
  'initSeed',
  'orderSeed',
  'dropoutSeed',
  'trainCount',
  'heldOutCount',
  'batchSize',
  'epochs',
  'degree',
  'octaves',
  'evaluateEvery', // before what it depends on where it is open
  'scheduleEvery',
] as const satisfies readonly FieldId[];
const real = [
  'samplingMean',
  'samplingDeviation',
  'turns',
  'inputDivisor',
  'targetDivisor',
  'initialScale',
  'omega',
  'huberDelta',
  'learningRate',
  'momentum',
  'beta1',
  'beta2',
  'rho',
  'epsilon',
  'weightDecay',
  'clipAt',
  'scheduleFactor',
  'scheduleFloor',
  'warmup', // stands in a line with it
] as const satisfies readonly FieldId[];
/** Only where they are there. */
const optional = ['noise', 'labelNoise', 'l1', 'l2'] as const satisfies readonly FieldId[];

function isThere(e: Experiment, id: (typeof optional)[number]): boolean {
  return e[id] > 0 || e.changes.some(({ field }) => field === id);
}

/** Changes of one field each, by which its place in a script shows: two values, neither of them usual. */
export function probes(experiment: Experiment): readonly Probe[] {
  const field = (id: FieldId, values: Probe['values']): Probe => ({
    values,
    put: (e, value) => ({ ...e, [id]: value }),
  });
  return [
    ...whole.map((id) => field(id, [7, 11])),
    ...[...real, ...optional.filter((id) => isThere(experiment, id))].map((id) =>
      field(id, [0.37, 0.41]),
    ),
    ...(experiment.classWeighting === 'given' ? ownWeights(experiment) : []),
    ...experiment.layers.flatMap(({ dropout }, i): readonly Probe[] =>
      dropout === 0
        ? []
        : [{ values: [0.37, 0.41], put: (e, value) => withLayer(e, i, { dropout: value }) }],
    ),
  ];
}

function ownWeights(experiment: Experiment): readonly Probe[] {
  return Array.from(
    { length: classCount(experiment) ?? 0 },
    (_, i): Probe => ({
      values: [0.37, 0.41],
      put: (e, value) => ({
        ...e,
        classWeights: Array.from({ length: classCount(e) ?? 0 }, (_, k) =>
          k === i ? value : (e.classWeights[k] ?? 1),
        ),
      }),
    }),
  );
}
