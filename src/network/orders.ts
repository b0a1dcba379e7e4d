import type { OrderId } from '#src/experiment/ids.ts';
import { permutation, uniformStream } from '#src/lib/random.ts';

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
 * @returns (order, epoch) → [rows] indices; pure: same epoch, same order
 */
export function rowOrders(
  data: OrderedRows,
  seed: number,
): (order: OrderId, epoch: number) => Uint32Array {
  const { rows } = data;
  const identity = () => new Uint32Array(rows).map((_, row) => row);
  const makers = {
    fixed: identity,
    fresh: identity, // the rows themselves are new
    shuffle_once: () => permutation(rows, uniformStream(seed, 'shuffle once')),
    sorted: () => identity().sort((a, b) => byPlace(data, a, b)),
    by_class: () => identity().sort((a, b) => labelOf(data, a) - labelOf(data, b) || a - b),
    reshuffle: (epoch) => permutation(rows, uniformStream(seed, 'reshuffle', epoch)),
    with_replacement: (epoch) => {
      const uniform = uniformStream(seed, 'with replacement', epoch);
      return Uint32Array.from({ length: rows }, () => Math.floor(rows * uniform()));
    },
  } as const satisfies Record<OrderId, (epoch: number) => Uint32Array>;

  const kept = new Map<OrderId, Uint32Array>();
  return (order, epoch) => {
    if (order === 'reshuffle' || order === 'with_replacement') return makers[order](epoch);
    const known = kept.get(order) ?? makers[order]();
    kept.set(order, known);
    return known;
  };
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
