import type { Experiment } from '#src/experiment/fields.ts';
import { piecesOf } from '#src/experiment/formula-text.ts';
import type { TargetId } from '#src/experiment/ids.ts';
import { readTable } from '#src/experiment/table.ts';

/** Whole numbers, both ends included. */
type Limits = readonly [min: number, max: number];

/** Numbers, by their names: 1 to 8 of them. */
interface Numbers {
  readonly kind: 'numbers';
  readonly names: readonly string[];
}

/** One of `count` classes; of a target with limits the count is the experiment's to choose. */
interface Classes<Count> {
  readonly kind: 'classes';
  readonly count: Count;
  /** Their names, where they have any but numbers. */
  readonly labels?: readonly string[];
}

/** What has to be learnt, as far as it is the same for every experiment that names it. */
interface Target {
  /** The reader's inputs, by their names in formulas: 1 to 64 of them; `chosen`: as many as the experiment says. */
  readonly inputs: readonly string[] | 'chosen';
  readonly answer: Numbers | Classes<number | Limits>;
  /** What knows the answer: a function of the program's own, the experiment's formula or its table. */
  readonly from: 'function' | 'formula' | 'table';
}

const line = ['x'] as const;
const plane = ['x0', 'x1'] as const;
const number = { kind: 'numbers', names: ['y'] } as const;
const classes = <const Count extends number | Limits>(count: Count): Classes<Count> => ({
  kind: 'classes',
  count,
});

export const targets = {
  sine: { inputs: line, answer: number, from: 'function' },
  parabola: { inputs: line, answer: number, from: 'function' },
  cubic: { inputs: line, answer: number, from: 'function' },
  abs: { inputs: line, answer: number, from: 'function' },
  step: { inputs: line, answer: number, from: 'function' },
  sawtooth: { inputs: line, answer: number, from: 'function' },
  x_sin_x: { inputs: line, answer: number, from: 'function' },
  runge: { inputs: line, answer: number, from: 'function' },
  chirp: { inputs: line, answer: number, from: 'function' },
  gaussian_bump: { inputs: line, answer: number, from: 'function' },
  stripes: { inputs: line, answer: classes([2, 6]), from: 'function' },
  sum_bin: { inputs: plane, answer: classes(3), from: 'function' },
  sum_mod: { inputs: plane, answer: classes([2, 10]), from: 'function' },
  xor: { inputs: plane, answer: classes(2), from: 'function' },
  circles: { inputs: plane, answer: classes(2), from: 'function' },
  spirals: { inputs: plane, answer: classes([2, 6]), from: 'function' },
  moons: { inputs: plane, answer: classes(2), from: 'function' },
  blobs: { inputs: plane, answer: classes([2, 6]), from: 'function' },
  checkerboard: { inputs: plane, answer: classes(2), from: 'function' },
  sin_cos: { inputs: plane, answer: number, from: 'function' },
  two_hills: { inputs: plane, answer: number, from: 'function' },
  saddle: { inputs: plane, answer: number, from: 'function' },
  ripple: { inputs: plane, answer: number, from: 'function' },
  formula: { inputs: 'chosen', answer: number, from: 'formula' },
  formula_classes: { inputs: 'chosen', answer: classes([2, 10]), from: 'formula' },
  table: { inputs: 'chosen', answer: number, from: 'table' },
  table_classes: { inputs: 'chosen', answer: classes([2, 10]), from: 'table' },
} as const satisfies Record<TargetId, Target>;

/** Shapes of a square that the domain stretches. */
export const stretchedTargets: readonly TargetId[] = [
  'xor',
  'circles',
  'spirals',
  'moons',
  'blobs',
  'checkerboard',
];

type Source = (typeof targets)[TargetId]['from'];
/** Targets whose answer comes from one kind of source. */
export type TargetFrom<S extends Source> = {
  [Id in TargetId]: (typeof targets)[Id]['from'] extends S ? Id : never;
}[TargetId];

/** What a network is asked for: inputs and answer of an experiment's target, with its numbers filled in. */
export interface Task {
  readonly inputs: readonly string[];
  readonly answer: Numbers | Classes<number>;
}

export type TaskFields = Pick<
  Experiment,
  'target' | 'inputCount' | 'formula' | 'classes' | 'table' | 'rowWeights' | 'unusedOutputs'
>;

export function taskOf(fields: TaskFields): Task {
  const { inputs: named, answer }: Target = targets[fields.target];
  if (isTable(fields.target)) return tableTask(fields, answer.kind);
  const inputs = named === 'chosen' ? namesOf('x', fields.inputCount) : named;
  const formulas = isFormula(fields.target) ? formulasOf(fields.formula).length : 1;
  if (answer.kind === 'numbers')
    return {
      inputs,
      answer: withCopies(formulas === 1 ? answer.names : namesOf('y', formulas), fields),
    };
  const own = typeof answer.count === 'number' ? answer.count : fields.classes;
  const count = (formulas > 1 ? formulas : own) + fields.unusedOutputs;
  return { inputs, answer: { ...answer, count } };
}

/** The columns of a table by what they are for: inputs first, then answers, then what each row counts. */
export function columnsByUse<Column>(
  columns: readonly Column[],
  { inputCount, rowWeights }: Pick<Experiment, 'inputCount' | 'rowWeights'>,
): {
  readonly inputs: readonly Column[];
  readonly answers: readonly Column[];
  readonly weights: Column | null;
} {
  const end = rowWeights ? columns.length - 1 : columns.length;
  return {
    inputs: columns.slice(0, inputCount),
    answers: columns.slice(inputCount, end),
    weights: (rowWeights && columns.at(-1)) || null,
  };
}

/** The last columns are answers; without a table that can be read, a task of one input. */
function tableTask(fields: TaskFields, kind: Task['answer']['kind']): Task {
  const table = readTable(fields.table);
  const columns = table.ok ? table.value.columns : [];
  const names = (of: typeof columns) => (of.length === 0 ? line : of.map(({ name }) => name));
  const { inputs: given, answers } = columnsByUse(columns, fields);
  const inputs = names(given);
  if (kind === 'numbers')
    return {
      inputs,
      answer: withCopies(answers.length === 0 ? number.names : names(answers), fields),
    };
  const own = answers[0]?.labels ?? ['0', '1'];
  const areNumbers = own.every((label, k) => label === String(k));
  const unused = Array.from({ length: fields.unusedOutputs }, (_, k) => String(own.length + k));
  const labels = [...own, ...unused];
  return { inputs, answer: { kind, count: labels.length, ...(!areNumbers && { labels }) } };
}

/** Outputs too many all answer the same number. */
function withCopies(
  names: readonly string[],
  { unusedOutputs }: Pick<Experiment, 'unusedOutputs'>,
): Numbers {
  const isCopied = unusedOutputs > 0 && names.length === 1;
  return {
    kind: 'numbers',
    names: isCopied
      ? Array.from({ length: 1 + unusedOutputs }, (_, k) => `${names.join()}[${k}]`)
      : names,
  };
}

/** The formulas of several outputs, or of classes of which the largest wins. @returns one or more */
export function formulasOf(text: string): readonly string[] {
  return piecesOf(text).formulas.map((formula) => formula.text);
}

const known = new Map<string, readonly string[]>();

/** One is x, several are x0, x1, …: the same array for the same number, so that readers of state can compare. */
function namesOf(letter: 'x' | 'y', count: number): readonly string[] {
  const last = `${letter}${count - 1}`;
  const names =
    known.get(last) ??
    (count === 1 ? [letter] : Array.from({ length: count }, (_, i) => `${letter}${i}`));
  known.set(last, names);
  return names;
}

/** The number of classes, or null where numbers are answered. */
export function classesOf({ answer }: Task): number | null {
  return answer.kind === 'classes' ? answer.count : null;
}

/** The number of classes of an experiment's target, or null where it answers numbers. */
export function classCount(fields: TaskFields): number | null {
  return classesOf(taskOf(fields));
}

/** How many classes a target may have where that is the experiment's to choose, else null. */
export function classLimits(target: TargetId): Limits | null {
  const { answer }: Target = targets[target];
  return answer.kind === 'classes' && typeof answer.count !== 'number' ? answer.count : null;
}

export function isTable(target: TargetId): target is TargetFrom<'table'> {
  return targets[target].from === 'table';
}

export function isFormula(target: TargetId): target is TargetFrom<'formula'> {
  return targets[target].from === 'formula';
}
