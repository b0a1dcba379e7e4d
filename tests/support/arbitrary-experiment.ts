import fc from 'fast-check';
import { indexLosses } from '#src/experiment/class-coding.ts';
import { costLimits } from '#src/experiment/cost-limits.ts';
import { type Layer, layerLimits, type Phase } from '#src/experiment/field-lists.ts';
import type { Change } from '#src/experiment/fields/changes.ts';
import { type Experiment, type FieldId, fields } from '#src/experiment/fields.ts';
import { activationIds, orderIds } from '#src/experiment/ids.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import { exampleTables } from '#src/experiment/suited.ts';
import { classCount, classLimits, isFormula, isTable, taskOf } from '#src/experiment/targets.ts';
import { withTable } from '#src/experiment/with-table.ts';

/** How far random experiments may reach. */
export interface ExperimentLimits {
  readonly trainCount: number;
  readonly heldOutCount: number;
  readonly epochs: number;
  readonly layers: number;
  readonly units: number;
  /**
   * Only values whose data can be prepared and trained on without leaving float32: moderate domains, divisors,
   * degrees, rates. Without it, any value that the fields allow.
   */
  readonly moderate: boolean;
}

const noLimits: ExperimentLimits = {
  trainCount: fields.trainCount.max,
  heldOutCount: fields.heldOutCount.max,
  epochs: fields.epochs.max,
  layers: layerLimits.layers,
  units: layerLimits.units,
  moderate: false,
};

type Values = { -readonly [Id in FieldId]: Experiment[Id] };

/**
 * Random experiments that pass `parseExperiment`: each field drawn by its kind, then made to agree with the others.
 * Shrinks towards the defaults' side of every field.
 */
export function experiments(limits: Partial<ExperimentLimits> = {}): fc.Arbitrary<Experiment> {
  const all = { ...noLimits, ...limits };
  const entries = Object.entries(fields) as [FieldId, (typeof fields)[FieldId]][];
  const record = Object.fromEntries(
    entries.map(([id, field]) => [id, narrowed(id, all) ?? arbitraryOf(field)]),
  ) as { [Id in FieldId]: fc.Arbitrary<Experiment[Id]> };
  return fc
    .record(record)
    .chain((values) =>
      fc
        .tuple(
          formulasOf(values),
          fc.nat(),
          fc.array(fc.constantFrom(...orderIds), { maxLength: 3 }),
        )
        .map(([formulas, pick, orders]) =>
          agreeing(
            { ...values, ...(all.moderate ? formulas : needed(values, formulas)) },
            pick,
            orders,
            all,
          ),
        ),
    );
}

/** A value of a field by its kind alone. */
function arbitraryOf(field: (typeof fields)[FieldId]): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'number':
      return numbers(field);
    case 'optional_number':
      return fc.option(numbers(field));
    case 'choice':
      return fc.constantFrom(...field.ids);
    case 'flag':
      return fc.boolean();
    case 'text':
      return fc
        .string({ maxLength: field.maxLength, unit: 'binary' })
        .map((text) => fitting(field.maxLength)(text).replaceAll(';', ''));
    case 'formulas':
      return fc.array(
        fc
          .string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
          .map((text) => `x${text.replaceAll(';', '')}`),
        { maxLength: 6 },
      );
    case 'table':
      return fc.constant('');
    case 'domain':
      return fc.option(intervals);
    case 'numbers':
      return fc.array(numbers(field), { maxLength: field.most });
    case 'domains':
      return fc.array(intervals, { maxLength: 3 });
    case 'layers':
      return layers(layerLimits);
    case 'changes':
      return changes;
    case 'phases':
      return fc.constantFrom(...orderIds).map((order) => [{ order, epochs: null }]);
  }
}

/** Characters outside the first plane count double. */
function fitting(length: number): (text: string) => string {
  return (text) => text.slice(0, length).replace(/\p{Surrogate}/gu, '');
}

function numbers({ min, max, integer }: { min: number; max: number; integer?: boolean }) {
  if (integer)
    return fc.oneof(fc.integer({ min, max: Math.min(max, min + 20) }), fc.integer({ min, max }));
  const small = Math.max(min, 1e-7);
  return fc.oneof(
    fc.constantFrom(min, max),
    fc
      .double({ min: 0, max: 1, noNaN: true })
      .map((u) => Math.min(max, small * (max / small) ** u)),
    fc.double({ min, max, noNaN: true }).map((value) => value + 0), // never −0
  );
}

/** Changes on the way, in their order. */
const changes: fc.Arbitrary<readonly Change[]> = fc
  .array(
    fc.record({
      epoch: fc.integer({ min: 1, max: 12 }),
      change: fc.oneof(
        fc.record({ field: fc.constant('learningRate'), value: fc.constantFrom(1e-7, 0.003, 0.2) }),
        fc.record({ field: fc.constantFrom('l1', 'l2'), value: fc.constantFrom(0, 0.001) }),
        fc.record({
          field: fc.constant('clipping'),
          value: fc.constantFrom('none', 'value', 'norm'),
        }),
        fc.record({ field: fc.constant('clipAt'), value: fc.constantFrom(0.01, 1) }),
      ) as fc.Arbitrary<Pick<Change, 'field' | 'value'>>,
    }),
    { maxLength: 3 },
  )
  .map((list) =>
    list.map(({ epoch, change }) => ({ epoch, ...change })).toSorted((a, b) => a.epoch - b.epoch),
  );

function layers(limits: { layers: number; units: number }): fc.Arbitrary<readonly Layer[]> {
  const layer = fc.record({
    units: fc.integer({ min: 1, max: limits.units }),
    activation: fc.constantFrom(...activationIds),
    dropout: fc.constantFrom(0, 0, 0.1, 0.25, layerLimits.dropout),
  });
  return fc.array(layer, { maxLength: limits.layers, size: 'max' });
}

/** Fields that the limits draw from less than their kind allows. */
function narrowed(id: FieldId, limits: ExperimentLimits): fc.Arbitrary<unknown> | undefined {
  const counts: Partial<Record<FieldId, number>> = limits;
  const most = counts[id];
  const field = fields[id];
  if (id === 'layers') return layers(limits);
  // The tables here have no column of weights.
  if (id === 'rowWeights') return fc.constant(false);
  if (id === 'inputCount') return fc.integer({ min: 1, max: 3 });
  if (most !== undefined && field.kind === 'number') return numbers({ ...field, max: most });
  if (!limits.moderate) return undefined;
  const moderate: Partial<Record<FieldId, fc.Arbitrary<unknown>>> = {
    domain: fc.constantFrom(null, [-1, 1], [0, 3], [-2.5, 2]),
    heldOutDomain: fc.constantFrom(null, [-1, 1], [2, 3.5]),
    samplingMean: fc.constantFrom(0, 0.5),
    samplingDeviation: fc.constantFrom(0.5, 1),
    inputDivisor: fc.constantFrom(1, 2, 1000),
    targetDivisor: fc.constantFrom(1, 2, 1000),
    multiplier: fc.constantFrom(1, 10, 100),
    noise: fc.constantFrom(0, 0, 0.1),
    degree: fc.integer({ min: 2, max: 4 }),
    learningRate: fc.constantFrom(0.001, 0.01, 0.1),
    epsilon: fc.constantFrom(1e-8, 1e-7, 1e-3),
    initialScale: fc.constantFrom(0.1, 0.5),
    l1: fc.constantFrom(0, 0, 0.001),
    l2: fc.constantFrom(0, 0, 0.01),
    weightDecay: fc.constantFrom(0, 0.01),
    omega: fc.constantFrom(1, 30),
    targetLoss: fc.constantFrom(null, null, 0.1),
  };
  return moderate[id];
}

const intervals = fc
  .tuple(
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.double({ min: 1e-3, max: 10, noNaN: true }),
  )
  .map(([from, width]) => [from + 0, Math.min(from + width, 1e6)] as const)
  .filter(([from, to]) => from < to);

/** Formulas that are finite everywhere, of the coordinates that the target has. */
function formulasOf(values: Values) {
  const one = ['sin(3x) + x/2', 'abs(x) - 1', 'x > 0.5 ? 1 : x', 'exp(-x^2)', 'floor(4x) % 3'];
  const two = ['x0 + x1', 'sin(3x0) * x1', 'floor((x0 + x1) * 10) % 3', 'hypot(x0, x1)', 'x0 * x1'];
  const formula = fc.constantFrom(...(taskOf(values).inputs.length === 1 ? one : two));
  return fc.record({ formula, features: fc.array(formula, { maxLength: 3 }) });
}

/** Arbitrary texts stay where the experiment allows them; a target that is a formula needs one. */
function needed(values: Values, formulas: { formula: string }): Partial<Values> {
  return isFormula(values.target) && values.formula.trim() === ''
    ? { formula: formulas.formula }
    : {};
}

/** Bends values until no relation is broken. @param pick any number, to choose among what is left */
function agreeing(
  values: Values,
  pick: number,
  orders: readonly (typeof orderIds)[number][],
  limits: ExperimentLimits,
): Experiment {
  const e: Values = isTable(values.target)
    ? withTable(values, exampleTables[values.target].table, exampleTables[values.target].inputCount)
    : { ...values, ...(values.heldOutFrom === 'last' && { heldOutFrom: 'drawn' }) };
  const range = classLimits(e.target);
  if (range !== null) e.classes = Math.min(Math.max(e.classes, range[0]), range[1]);
  if (isFormula(e.target)) {
    const { length } = taskOf(e).inputs;
    e.inputDomains = e.inputDomains.length < length ? [] : e.inputDomains.slice(0, length);
  }
  const { unusedOutputs } = e;
  e.unusedOutputs = 0;
  const classes = classCount(e);
  if (e.loss === 'nll_of_softmax') e.outputActivation = 'softmax';
  if (classes !== null || indexLosses.includes(e.loss)) e.labelShape = 'match';
  if (classes !== 2 && e.classTargets === 'signs') e.classTargets = 'one_hot';
  if (isRelevant('unusedOutputs', e) && e.labelShape === 'match') e.unusedOutputs = unusedOutputs;
  if (e.classWeights.length !== classCount(e) && e.classWeighting === 'given')
    e.classWeighting = 'none';
  if (e.batchSize > e.trainCount) e.dropLast = false;
  affordable(e);
  e.phases = phases(
    orders.filter(
      (order) =>
        (classes !== null || order !== 'by_class') && (order !== 'fresh' || !isTable(e.target)),
    ),
    Math.min(e.epochs, limits.epochs),
    pick,
  );
  return e;
}

/** Stays far enough under what one run may cost. */
function affordable(e: Values): void {
  const largestNetwork = 12 * 1024 * 1025 + 9000 * 1024;
  const width = e.encoding === 'polynomial' ? 8007 : 144;
  const paired = e.labelShape === 'row' ? costLimits.pairedRows : Infinity;
  const rows = Math.min(paired, Math.floor(costLimits.dataFloats / (2 * (width + 1))));
  e.trainCount = Math.min(e.trainCount, rows);
  e.heldOutCount = Math.min(e.heldOutCount, rows);
  if (e.batchSize > e.trainCount) e.dropLast = false;
  const steps = Math.floor(costLimits.steps / Math.ceil(e.trainCount / e.batchSize));
  const work = Math.floor(costLimits.floatingPointOperations / (6 * largestNetwork * e.trainCount));
  e.epochs = Math.max(1, Math.min(e.epochs, steps, work));
}

/** The orders as phases that leave at least one epoch to the last. */
function phases(orders: readonly Phase['order'][], epochs: number, pick: number): readonly Phase[] {
  const last = orders.at(-1) ?? 'reshuffle';
  const earlier = orders.slice(0, -1);
  const each = Math.floor((epochs - 1) / Math.max(earlier.length, 1));
  if (each < 1) return [{ order: last, epochs: null }];
  return [
    ...earlier.map((order) => ({ order, epochs: 1 + (pick % each) })),
    { order: last, epochs: null },
  ];
}
