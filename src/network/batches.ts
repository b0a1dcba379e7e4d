/** What decides how the rows of an epoch fall into batches. */
interface Batching {
  readonly rows: number;
  readonly batchSize: number;
}

/** Rows of the batches of some consecutive steps of an epoch; the last batch may be short. @param first 0-based */
export function rowsOfSteps({ rows, batchSize }: Batching, first: number, steps = 1): number {
  return Math.min((first + steps) * batchSize, rows) - Math.min(first * batchSize, rows);
}
