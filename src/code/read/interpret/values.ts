import type { Term } from '#src/code/read/interpret/terms.ts';
import type { Place } from '#src/code/read/mapped-text.ts';
import type { Param, Stmt } from '#src/code/read/parse/syntax.ts';

/** Why a value is likely but not certain. */
export type Doubt =
  | 'operator' // an operator was put back
  | 'indentation' // blocks were put back
  | 'python2' // division rounds down, as Python 2 does
  | 'first' // the first of several values that are tried
  | 'branch' // on one side of a condition that is not decided
  | 'name' // by what it is called
  | 'computed'; // estimated from the data

/** What an expression stands for; nothing of the pasted code is ever run. */
export type Value = Origin & ValueKind;

export interface Origin {
  /** Where it is said. */
  readonly place: Place | null;
  readonly doubt?: Doubt | undefined;
}

type ValueKind =
  | { readonly type: 'number'; readonly value: number; readonly whole: boolean }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'constant'; readonly value: boolean | null }
  | ListKind
  | { readonly type: 'dict'; readonly entries: Map<string, Value> }
  | FunctionKind
  | ClassKind
  | InstanceKind
  | LibraryKind
  | {
      readonly type: 'range';
      readonly from: number;
      readonly step: number;
      /** Null: not known. */
      readonly count: number | null;
    }
  | ArrayKind
  | { readonly type: 'together'; readonly parts: readonly Value[] }
  | { readonly type: 'layers'; readonly ops: readonly LayerOp[] }
  | NetworkKind
  | FlowKind
  | LossKind
  | {
      readonly type: 'difference';
      readonly flow: FlowValue;
      readonly target: Value;
      readonly of: DifferenceOf;
    }
  | ScoreKind
  | OptimizerKind
  | LoaderKind
  | { readonly type: 'scaler'; readonly name: string }
  /** Weights of classes, or of rows by their classes, that make all classes count alike; or one of them. */
  | { readonly type: 'balanced' }
  | { readonly type: 'either'; readonly test: Value; readonly yes: Value; readonly no: Value }
  | { readonly type: 'unknown' };

/** What is done to `prediction − target` before it is averaged. */
export type DifferenceOf = 'itself' | 'square' | 'absolute' | 'other';

export type Of<Type extends Value['type']> = Value & { readonly type: Type };
export type ArrayValue = Of<'array'>;
export type FlowValue = Of<'flow'>;
export type ListValue = Of<'list'>;
export type FunctionValue = Of<'function'>;
export type ClassValue = Of<'class'>;
export type InstanceValue = Of<'instance'>;
export type NetworkValue = Of<'network'>;
export type ScoreValue = Of<'score'>;
export type LoaderValue = Of<'loader'>;
export type OptimizerValue = Of<'optimizer'>;

interface ListKind {
  readonly type: 'list';
  readonly items: Value[];
  readonly isTuple: boolean;
  /** Loops that were under way when it was made. */
  readonly loops: readonly Loop[];
  /** How many rows its one item stands for, when a loop fills it. */
  rows?: number | null;
  /** The loops that fill it. */
  filling?: readonly Loop[];
}

interface FunctionKind {
  readonly type: 'function';
  readonly name: string;
  readonly params: readonly Param[];
  readonly body: readonly Stmt[];
  readonly scope: Scope;
  readonly self: Value | null;
}

interface ClassKind {
  readonly type: 'class';
  readonly name: string;
  readonly bases: readonly Value[];
  readonly members: ReadonlyMap<string, Value>;
}

interface InstanceKind {
  readonly type: 'instance';
  readonly of: ClassValue;
  readonly attributes: Map<string, Value>;
}

/** Something of a library by its path, or a method of a value. */
interface LibraryKind {
  readonly type: 'library';
  readonly path: string;
  readonly self: Value | null;
}

/**
 * How an array lies: `r` along rows (points), `c` along columns (coordinates); `cr` has a column for each point, as
 * Julia has; '' is a single number.
 */
export type Axes = '' | 'r' | 'c' | 'rc' | 'cr';

interface ArrayKind {
  readonly type: 'array';
  readonly axes: Axes;
  /** A formula for each column. */
  readonly columns: readonly Term[];
  readonly rows: number | null;
  /** Which rows of a larger array these are. */
  readonly view: View | null;
  /** Classes as columns of 0 and 1; the one column holds the class. */
  readonly oneHot?: number | null | undefined;
  /** Its rows are numbers of rows of another array, in the order of its view. */
  readonly isIndex?: boolean;
  /** The column before it was scaled, where it had a name. */
  readonly unscaled?: Term | undefined;
}

/** Rows taken from a larger array: a part of it, or in a loop one batch after another. */
export interface View {
  readonly kind: 'part' | 'batch';
  /** Rows at a time; null: not known. */
  readonly size: Value | null;
  /** Rows of the whole. */
  readonly whole: number | null;
  /** Rows that the whole was itself a part of. */
  readonly of?: number | null;
  readonly order: Order;
  /** Loops whose counters choose the rows. */
  readonly loops: readonly number[];
  readonly dropLast?: Value | null;
  /** Where it is said that the others are held back. */
  readonly place?: Place;
}

export interface Order extends Origin {
  readonly id: 'fixed' | 'reshuffle' | 'shuffle_once' | 'with_replacement' | 'fresh' | 'unknown';
  /** Another order while a condition on the epoch holds. */
  readonly first?: { readonly order: Order; readonly epochs: number };
  readonly isDefault?: boolean;
}

export interface Loop {
  readonly id: number;
  readonly kind: 'count' | 'rows' | 'batches' | 'while';
  readonly count: Value | null;
  /** Its head: what comes before its body. */
  readonly place: Place;
}

export type LayerOp = { readonly place: Place | null; readonly doubt?: Doubt | undefined } & (
  | {
      readonly op: 'dense';
      readonly inputs: Value | null;
      readonly units: Value | null;
      readonly hasBias: boolean;
      readonly initialiser: Value | null;
      readonly decay: Value | null;
    }
  | { readonly op: 'activation'; readonly name: string }
  | { readonly op: 'dropout'; readonly rate: Value | null }
  /** What our networks do not have. */
  | { readonly op: 'other'; readonly name: string }
);

interface NetworkKind {
  readonly type: 'network';
  readonly family: Family;
  readonly ops: LayerOp[];
  /** What an input layer says of the number of inputs. */
  inputs: Value | null;
}

/** Data on its way through a network. */
interface FlowKind {
  readonly type: 'flow';
  readonly ops: readonly LayerOp[];
  readonly input: ArrayValue | null;
  readonly axes: Axes | null;
  /** The network or instance it went through. */
  readonly subject: object | null;
  readonly inputs: Value | null;
}

interface LossKind {
  readonly type: 'loss';
  readonly name: string;
  /** Whether targets become indices of classes, whatever they are. */
  readonly takesIndices?: boolean;
  readonly family: Family;
  readonly reduction: Value | null;
  readonly settings: ReadonlyMap<string, Value>;
}

/** A loss computed from predictions and targets. */
interface ScoreKind {
  readonly type: 'score';
  readonly name: string;
  readonly takesIndices?: boolean;
  readonly reduction: 'mean' | 'sum' | 'unknown';
  readonly factor: number;
  readonly flow: FlowValue | null;
  readonly target: Value | null;
  readonly settings: ReadonlyMap<string, Value>;
  readonly family: Family;
  /** Further terms were added to it. */
  readonly hasMore: boolean;
}

interface OptimizerKind {
  readonly type: 'optimizer';
  readonly name: string;
  readonly family: Family;
  readonly settings: ReadonlyMap<string, Value>;
  /** The network or instance whose parameters it changes. */
  subject: object | null;
  /** Loops that were under way when it was made: they are not its training. */
  readonly loops: readonly number[];
}

/** Data set or loader: arrays that belong together, and how batches are taken from them. */
interface LoaderKind {
  readonly type: 'loader';
  readonly parts: readonly Value[];
  readonly batchSize: Value | null;
  readonly order: Order | null;
  readonly dropLast: Value | null;
  readonly repeats: Value | null;
}

export type Family = 'pytorch' | 'keras' | 'sklearn' | 'flux' | 'chainer' | 'other';

/** Variables by name; one inside another. */
export class Scope {
  variables = new Map<string, Value>();
  readonly outer: Scope | null;
  /** Takes what a function yields. */
  yields: ListValue | null = null;

  constructor(outer: Scope | null) {
    this.outer = outer;
  }

  get(name: string): Value | undefined {
    return this.variables.get(name) ?? this.outer?.get(name);
  }
}
