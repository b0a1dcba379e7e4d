import type { OrderId } from '#src/experiment/ids.ts';
import {
  permutation,
  permute,
  streamStarts,
  type Uniform,
  uniformStream,
  uniformStreams,
} from '#src/lib/random.ts';

const reshuffle = 'reshuffle' satisfies OrderId;

/** The rows that are put in order. */
export interface OrderedRows {
  readonly rows: number;
  /** Places in the reader's units, [rows × dimensions]. */
  readonly x: ArrayLike<number>;
  /** [rows] class indices; read for `by_class` only. */
  readonly labels: ArrayLike<number>;
}

/**
 * The orders in which epochs visit a training set. An order that is the same in every epoch is one array object,
 * so that an engine may see that nothing changed.
 *
 * @returns (order, epoch, into) → [rows] indices, in an array that is given; pure: same epoch, same order
 */
export function rowOrders(
  data: OrderedRows,
  seed: number,
): (order: OrderId, epoch: number, into?: Uint32Array) => Uint32Array {
  const { rows } = data;
  const identity = () => {
    const order = new Uint32Array(rows);
    for (let row = 0; row < rows; row++) order[row] = row;
    return order;
  };
  const kept = {
    fixed: identity,
    fresh: identity, // the rows themselves are new
    shuffle_once: () => permutation(rows, uniformStream(seed, 'shuffle once')),
    sorted: () => identity().sort((a, b) => byPlace(data, a, b)),
    by_class: () => identity().sort((a, b) => labelOf(data, a) - labelOf(data, b) || a - b),
  } as const satisfies Partial<Record<OrderId, () => Uint32Array>>;
  const shuffles = uniformStreams(seed, reshuffle);
  const choices = uniformStreams(seed, 'with replacement');

  const known = new Map<OrderId, Uint32Array>();
  return (order, epoch, into) => {
    if (order === reshuffle) return permute(into ?? new Uint32Array(rows), shuffles(epoch));
    if (order === 'with_replacement') return choose(into ?? new Uint32Array(rows), choices(epoch));
    const own = known.get(order) ?? kept[order]();
    known.set(order, own);
    into?.set(own);
    return into ?? own;
  };
}

/** Where the streams start that shuffle the rows of so many epochs anew (`permute`). */
export function shuffleStarts(seed: number): (first: number, epochs: number) => Uint32Array {
  const start = streamStarts(seed, reshuffle);
  return (first, epochs) => {
    const starts = new Uint32Array(epochs);
    for (let i = 0; i < epochs; i++) starts[i] = start(first + i);
    return starts;
  };
}

/** Any of the rows at each place, however often. */
function choose(order: Uint32Array, uniform: Uniform): Uint32Array {
  for (let i = 0; i < order.length; i++) order[i] = Math.floor(order.length * uniform());
  return order;
}

/** By the first coordinate, then by the second; equal places stay in their order. */
function byPlace({ rows, x }: OrderedRows, a: number, b: number): number {
  const dimensions = x.length / rows;
  for (let d = 0; d < dimensions; d++) {
    const difference = (x[a * dimensions + d] as number) - (x[b * dimensions + d] as number);
    if (difference !== 0) return difference;
  }
  return a - b;
}

function labelOf({ labels }: OrderedRows, row: number): number {
  return labels[row] as number;
}
