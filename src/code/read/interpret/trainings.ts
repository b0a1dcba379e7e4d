import { numberOf, numberValue } from '#src/code/read/interpret/make.ts';
import { phasesOf } from '#src/code/read/interpret/rows.ts';
import { variablesOf } from '#src/code/read/interpret/terms.ts';
import type {
  Family,
  FlowValue,
  Loop,
  OptimizerValue,
  Order,
  ScoreValue,
  Value,
  View,
} from '#src/code/read/interpret/values.ts';
import type { Place } from '#src/code/read/mapped-text.ts';

/** A training as the code has it. Null: the code does not say. */
export interface Training {
  readonly family: Family;
  readonly place: Place;
  /** The network or the instance of a class that is trained. */
  readonly subject: object | null;
  readonly flow: FlowValue | null;
  readonly score: ScoreValue | null;
  /** What is learnt. */
  readonly target: Value | null;
  readonly optimizer: OptimizerValue | null;
  /** One after another; more than one where the order of batches changes. */
  readonly phases: readonly TrainingPhase[];
  /** Rows in one step; `all` of them, or null: not known. */
  readonly batchSize: Value | 'all' | null;
  readonly dropLast: Value | null;
  readonly heldOut: Value | null;
  /** What else is known of it, by name: `patience`, `schedule`, … */
  readonly notes: ReadonlyMap<string, Value>;
}

export interface TrainingPhase {
  readonly order: Order;
  readonly epochs: Value | null;
  /** The head of the loop that it is, or the call. */
  readonly place: Place;
  readonly when?: Condition;
}

/** One side of a condition that reading cannot decide. */
export interface Condition {
  readonly test: Value;
  readonly isTrue: boolean;
}

/** Collects trainings: steps of one network by one optimizer are one training in phases. */
export class Trainings {
  readonly #all: Training[] = [];

  get all(): readonly Training[] {
    return this.#all;
  }

  add(training: Training): void {
    const index = this.#all.findLastIndex(
      ({ subject, optimizer }) =>
        subject !== null && subject === training.subject && optimizer === training.optimizer,
    );
    const known = this.#all[index];
    if (known === undefined) {
      this.#all.push(training);
      return;
    }
    // A batch size that changes on the way is none of a whole training.
    const batchSize = sizeOf(known) === sizeOf(training) ? known.batchSize : null;
    const [phase] = training.phases;
    const again = known.phases.find(({ place }) => place.from === phase?.place.from);
    if (again !== undefined && phase !== undefined) {
      const both = onBothSides(again, phase);
      const phases = known.phases.map((old) => (old === again && both !== null ? both : old));
      this.#all[index] = { ...known, batchSize, phases };
      return;
    }
    this.#all[index] = { ...known, batchSize, phases: [...known.phases, ...training.phases] };
  }
}

/** `if epoch < 250: …`, with a step on either side: two orders, one after the other. */
function onBothSides(first: TrainingPhase, second: TrainingPhase): TrainingPhase | null {
  const [one, other] = [first.when, second.when];
  if (one === undefined || other === undefined || one.test !== other.test) return null;
  if (one.isTrue === other.isTrue) return null;
  const [yes, no] = one.isTrue ? [first, second] : [second, first];
  return { ...first, order: phasesOf(one.test, yes.order, no.order) };
}

function sizeOf({ batchSize }: Training): number | string | null {
  return batchSize === 'all' ? batchSize : numberOf(batchSize);
}

/** How often and in which portions a step in some loops is taken. */
export interface Portions {
  readonly batchSize: Value | 'all' | null;
  readonly order: Order;
  readonly epochs: Value | null;
  readonly place: Place;
  readonly dropLast: Value | null;
}

/**
 * Reads epochs and batches off the loops around a step, and off the rows that the step is given.
 *
 * @param loops the outermost first
 * @param input the predictions' input; null: not known
 */
export function portionsOf(loops: readonly Loop[], flow: FlowValue | null, place: Place): Portions {
  const input = flow?.input ?? null;
  const view = input?.view?.kind === 'batch' ? input.view : null;
  const orderOfAll: Order = input?.view?.order ?? { id: 'fixed', place: null, isDefault: true };
  const drawnIn = new Set(
    input === null ? [] : variablesOf(...input.columns).flatMap(({ design }) => design.loops),
  );
  const isBatches = (loop: Loop) =>
    loop.kind === 'batches' || (view?.loops.includes(loop.id) ?? false);
  const passes = loops.filter((loop) => !isBatches(loop));
  const outer = loops[0]?.place ?? place;
  const dropLast = view?.dropLast ?? null;
  if (loops.some(({ id }) => drawnIn.has(id))) {
    const rows = view?.size ?? rowsValue(input?.rows ?? null);
    const order: Order = { id: 'fresh', place };
    return { batchSize: rows, order, epochs: product(passes), place: outer, dropLast };
  }
  if (input === null && !loops.some(isBatches))
    return {
      batchSize: null,
      order: { id: 'unknown', place: null },
      epochs: product(passes),
      place: outer,
      dropLast,
    };
  if (view === null) {
    const unknownSize =
      loops.some(isBatches) || passes.slice(1).some(({ count }) => numberOf(count) === null);
    return {
      batchSize: unknownSize ? null : 'all',
      order: input === null ? { id: 'unknown', place: null } : orderOfAll,
      epochs: passes.length > 0 ? product(passes) : numberValue(1, null),
      place: outer,
      dropLast,
    };
  }
  const epochs =
    view.order.id === 'with_replacement'
      ? passesOfSteps(loops, view)
      : passes.length > 0
        ? product(passes)
        : numberValue(1, null);
  return { batchSize: view.size, order: view.order, epochs, place: outer, dropLast };
}

function rowsValue(rows: number | null): Value | null {
  return rows === null ? null : numberValue(rows, null);
}

/** Drawn with replacement, so many steps make an epoch as cover the rows once. */
function passesOfSteps(loops: readonly Loop[], { size, whole }: View): Value | null {
  const steps = product(loops);
  const [count, rows] = [numberOf(steps), numberOf(size)];
  if (steps === null || count === null || rows === null || whole === null) return null;
  const epochs = (count * rows) / whole;
  const rounded = Math.max(1, Math.round(epochs));
  return numberValue(rounded, steps.place, true, rounded === epochs ? steps.doubt : 'computed');
}

/** Null: not known, or a loop is inside itself, as its function calls itself. */
function product(loops: readonly Loop[]): Value | null {
  if (new Set(loops.map(({ place }) => place.from)).size < loops.length) return null;
  let count = 1;
  let last: Value | null = null;
  for (const loop of loops) {
    const number = numberOf(loop.count);
    if (number === null || loop.count === null) return null;
    count *= number;
    last = last === null || number > 1 ? loop.count : last;
  }
  if (last === null) return null;
  const doubt = loops.find((loop) => loop.count?.doubt !== undefined)?.count?.doubt;
  return numberValue(count, last.place, true, doubt);
}
