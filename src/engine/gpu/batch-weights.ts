import type { Dataset } from '#src/data/dataset.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';

/**
 * What the training rows of each replica count. A row's *share* of a loss is w·rows / Σ w: a weighted mean Σ w·l / Σ w is
 * the mean over rows of share·l. This says what it is in a batch; that in a set comes with the targets (`targetRows`).
 */
export class BatchWeights {
  readonly #weights: (Float32Array | undefined)[];

  constructor({ replicas }: ModelPlan) {
    this.#weights = replicas.map(({ train }) => train.weights);
  }

  /** A replica trains on other rows from here on. */
  replaceTrain(replica: number, { weights }: Dataset): void {
    this.#weights[replica] = weights;
  }

  /** The share of a row of weight 1 in a replica's batch. @param first of its rows in the epoch's order */
  unitShare(replica: number, order: Uint32Array, first: number, rows: number): number {
    const weights = this.#weights[replica];
    if (weights === undefined) return 1;
    let sum = 0;
    for (let i = first; i < first + rows; i++) sum += weights[order[i] as number] as number;
    return rows / sum;
  }
}
