import {
  type Coordinate,
  type Frame,
  frameOf,
  isOfCoordinates,
} from '#src/code/read/facts/frame.ts';
import { isEvenGrid } from '#src/code/read/facts/given.ts';
import { type Known, known, open } from '#src/code/read/facts/known.ts';
import { withoutNoise } from '#src/code/read/facts/noise.ts';
import {
  type FoundScaling,
  sampled,
  scalingBetween,
  unscaled,
  withKnownEnds,
} from '#src/code/read/facts/scaling.ts';
import { ofAllColumns, targetFacts, unscaledTarget } from '#src/code/read/facts/target.ts';
import { asArray } from '#src/code/read/interpret/arrays.ts';
import { numberOf } from '#src/code/read/interpret/make.ts';
import { formulaText } from '#src/code/read/interpret/term-text.ts';
import { type Term, variablesOf } from '#src/code/read/interpret/terms.ts';
import type { Training } from '#src/code/read/interpret/trainings.ts';
import type { ArrayValue } from '#src/code/read/interpret/values.ts';
import type { Place } from '#src/code/read/mapped-text.ts';
import type { Reason } from '#src/code/read/reading.ts';

/** What the text says of the data, and how many training points there are. */
export interface DataFacts {
  readonly facts: readonly Known[];
  readonly rows: number | null;
}

/** Losses of classes, by the names that facts have; those over the outputs of a row; those that numbers can be given. */
const classLoss = /^(?:cross_entropy|nll|bce|log_loss|hinge|multi)/;
const outputsLoss = /^cross_entropy/;
const numbersLoss = /^(?:cross_entropy|bce|hinge)/;

/** @param source the file or ready-made data set that the text names; null: none */
export function dataFacts(training: Training, source: Place | null): DataFacts {
  const input = training.flow?.input ?? null;
  const target = asArray(training.target);
  const found = taskOf(training, target);
  if (input === null) return { facts: unknownData(found, source, training.place), rows: null };
  const { rows, facts: countFacts } = rowFacts(training, input);
  const inputs = input.columns.map(withKnownEnds);
  const ready = readyMade(input, target);
  if (ready !== null) {
    const scaling = inputFacts(inputs, frameOf(inputs, []));
    return { facts: [found, ...countFacts, ...ready, ...scaling], rows };
  }
  const term = target?.columns[0] ?? null;
  const clean = term === null ? null : withoutNoise(withKnownEnds(term), variablesOf(...inputs));
  const frame = frameOf(inputs, clean === null ? [] : [clean.term]);
  const scaled = clean === null ? null : unscaledTarget(clean.term, target, frame);
  const areNumbers = clean !== null && takesNumbers(training) && !areWhole(clean.term, frame);
  const task = areNumbers ? { ...found, value: 'regression' } : found;
  return {
    facts: [
      task,
      ...countFacts,
      ...designFacts(frame, input),
      ...inputFacts(inputs, frame),
      ...ofAllColumns(
        targetFacts({ term: scaled?.base ?? null, array: target, source }, frame, training, task),
        (target?.columns ?? []).map(
          (column) => withoutNoise(withKnownEnds(column), variablesOf(...inputs)).term,
        ),
        frame,
        task,
      ),
      ...scalingFacts('target', scaled?.scaling ?? unscaled, target?.place ?? null),
      ...(clean === null || clean.noise === 0
        ? []
        : [
            known(
              'noise',
              clean.noise,
              clean.isGaussian ? 'said' : 'guessed',
              clean.place,
              clean.isGaussian ? null : 'uniform',
            ),
          ]),
    ],
    rows,
  };
}

function taskOf(training: Training, target: ArrayValue | null): Known {
  const { score, family } = training;
  const isOfClasses = score !== null && classLoss.test(score.name) && !isOfOneOutput(training);
  const isClasses = isOfClasses || target?.oneHot !== undefined;
  if (score === null && target === null) return open('task', 'notFound');
  return known(
    'task',
    isClasses ? 'classes' : 'regression',
    family === 'sklearn' || score !== null ? 'said' : 'guessed',
    score?.place ?? null,
  );
}

/** Whether a loss of classes compares the only output with itself: it is given a number, whatever that stands for. */
function isOfOneOutput({ score, flow }: Training): boolean {
  const units = flow?.ops.findLast((op) => op.op === 'dense')?.units;
  const isByNumbers = score !== null && !score.takesIndices && outputsLoss.test(score.name);
  return isByNumbers && numberOf(units) === 1;
}

/** Whether a loss of classes takes numbers as they are; others make indices of them. */
function takesNumbers({ score, family }: Training): boolean {
  const isByNumbers = score !== null && !score.takesIndices && numbersLoss.test(score.name);
  return isByNumbers && family !== 'sklearn';
}

function areWhole(term: Term, frame: Frame): boolean {
  return (sampled(term, frame) ?? []).every(Number.isInteger);
}

function unknownData(task: Known, source: Place | null, place: Place): readonly Known[] {
  const reason: Reason = source === null ? 'notFound' : 'file';
  return [
    task,
    ...(['target', 'domain', 'trainCount'] as const).map((field) =>
      open(field, reason, source ?? place),
    ),
  ];
}

/** Training points, and those held back. */
function rowFacts(
  { flow, phases, batchSize, heldOut }: Training,
  input: ArrayValue,
): { rows: number | null; facts: readonly Known[] } {
  const { view, columns } = input;
  const design = variablesOf(...columns)[0]?.design ?? null;
  const isFresh = phases.some(({ order }) => order.id === 'fresh');
  const place = design?.place ?? input.place;
  const all = view?.kind === 'batch' ? view.whole : (flow?.input?.rows ?? null);
  const share = numberOf(heldOut);
  if (isFresh) {
    const rows = batchSize === 'all' ? all : numberOf(batchSize);
    return {
      rows,
      facts:
        rows === null
          ? [open('trainCount', 'notFound', place)]
          : [known('trainCount', rows, 'said', place)],
    };
  }
  if (all === null) return { rows: null, facts: [open('trainCount', 'notUnderstood', place)] };
  if (heldOut !== null && share !== null && share < 1) {
    const rows = Math.floor(all * (1 - share) + 1e-9);
    return {
      rows,
      facts: [
        known('trainCount', rows, 'said', place),
        known('heldOutCount', all - rows, 'said', heldOut.place),
      ],
    };
  }
  const whole = view?.kind === 'part' ? view.whole : (view?.of ?? null);
  const facts: Known[] = [known('trainCount', all, 'said', place)];
  const given = heldOut?.type === 'list' ? asArray(heldOut.items[0]) : null;
  if (given?.rows != null)
    facts.push(known('heldOutCount', given.rows, 'said', heldOut?.place ?? null));
  else if (whole !== null && whole > all) {
    const said = view?.place;
    facts.push(
      known(
        'heldOutCount',
        whole - all,
        said === undefined ? 'guessed' : 'said',
        said ?? place,
        said === undefined ? 'computed' : null,
      ),
    );
  }
  return { rows: all, facts };
}

const pictures: Readonly<Record<string, string>> = {
  moons: 'moons',
  circles: 'circles',
  blobs: 'blobs',
};

/** Data sets that a library makes: those we have relatives of by their names, others not at all. */
function readyMade(input: ArrayValue, target: ArrayValue | null): readonly Known[] | null {
  const designs = [...input.columns, ...(target?.columns ?? [])].flatMap((term) =>
    variablesOf(term).map(({ design }) => design),
  );
  const source = designs.find(({ kind }) => kind === 'source');
  if (source === undefined) return null;
  const picture = pictures[source.name ?? ''];
  return [
    picture === undefined
      ? open('target', 'file', source.place)
      : known('target', picture, 'said', source.place),
    open('domain', picture === undefined ? 'file' : 'notFound', source.place),
  ];
}

const samplings = {
  uniform: 'uniform',
  grid: 'grid',
  counter: 'grid',
  integers: 'integers',
  shuffled: 'integers',
  normal: 'normal',
  given: 'given',
  source: null,
} as const;

function designFacts({ coordinates }: Frame, input: ArrayValue): readonly Known[] {
  const [first] = coordinates;
  if (first === undefined)
    return [
      open('domain', 'notUnderstood', input.place),
      open('sampling', 'notUnderstood', input.place),
    ];
  const { place } = first.design;
  const sampling = isEvenGrid(coordinates) ? 'grid' : samplingOf(first);
  const intervals = coordinates.map(({ from, to }) => `${from}..${to}`);
  const isCommon = intervals.every((interval) => interval === intervals[0]);
  const from = Math.min(...coordinates.map((axis) => axis.from));
  const to = Math.max(...coordinates.map((axis) => axis.to));
  const ends = (
    isCommon ? [first.from, first.to] : coordinates.flatMap((axis) => [axis.from, axis.to])
  ).map(tidy);
  const kind = input.doubt === undefined ? 'said' : 'guessed';
  const isKnown = Number.isFinite(from) && Number.isFinite(to) && from < to;
  if (sampling === 'normal' && isCommon && isKnown) {
    const deviation = (to - from) / (2 * Math.sqrt(3));
    return [
      known('sampling', sampling, kind, place, input.doubt ?? null),
      known('samplingMean', rounded((from + to) / 2, deviation), kind, place),
      known('samplingDeviation', rounded(deviation, deviation), kind, place),
    ];
  }
  return [
    isKnown
      ? known('domain', ends, kind, place, input.doubt ?? null)
      : open('domain', 'notUnderstood', place),
    sampling === null
      ? open('sampling', 'notUnderstood', place)
      : known('sampling', sampling, kind, place, input.doubt ?? null),
  ];
}

/** To twelve figures of a scale. */
function rounded(value: number, scale: number): number {
  const unit = 10 ** (Math.floor(Math.log10(scale)) - 12);
  return Number((Math.round(value / unit) * unit).toPrecision(12));
}

/** Without what rounding has added at the end. */
function tidy(value: number): number {
  const short = Number(value.toPrecision(14));
  return String(short).length + 4 < String(value).length ? short : value;
}

/** Whole numbers that were divided afterwards are not whole any more. */
function samplingOf({ design, term }: Coordinate): string | null {
  const sampling = samplings[design.kind];
  const isPlain = term.kind === 'variable';
  if (design.kind === 'integers' && !isPlain) return 'uniform';
  return design.kind === 'shuffled' && !isPlain ? 'grid' : sampling;
}

/** Whether inputs are the coordinates themselves, scaled, or formulas of them. */
function inputFacts(inputs: readonly Term[], frame: Frame): readonly Known[] {
  const { coordinates } = frame;
  if (coordinates.length === 0) return [];
  const place = coordinates[0]?.design.place ?? null;
  const isOrder = inputs.length === coordinates.length;
  const scalings = isOrder
    ? inputs.map((term, i) => scalingBetween(coordinates[i]?.term ?? term, term, frame))
    : [null];
  const [first] = scalings;
  const isSame = scalings.every(
    (one) => one !== null && one.id === first?.id && one.divisor === first.divisor,
  );
  if (first != null && isSame) return scalingFacts('input', first, place);
  const formulas = inputs.map((term) =>
    isOfCoordinates(term, frame) ? formulaText(term, frame.names) : null,
  );
  if (formulas.every((text) => text !== null)) return [known('features', formulas, 'said', place)];
  return [open('inputScaling', 'notUnderstood', place)];
}

function scalingFacts(
  of: 'input' | 'target',
  { id, divisor, isEstimated }: FoundScaling,
  place: Place | null,
): readonly Known[] {
  if (id === 'none') return [];
  const [scaling, by] =
    of === 'input'
      ? (['inputScaling', 'inputDivisor'] as const)
      : (['targetScaling', 'targetDivisor'] as const);
  const kind = isEstimated ? 'guessed' : 'said';
  return [
    known(scaling, id, 'said', place),
    ...(divisor === null ? [] : [known(by, divisor, kind, place, isEstimated ? 'computed' : null)]),
  ];
}
