import type { PreparedData } from '#src/data/prepare.ts';
import { type Probe, probePoints, probeRows } from '#src/data/probe.ts';
import type { Trainer } from '#src/engine/contract/trainer.ts';
import { shownPoints } from '#src/engine/worker/header.ts';
import type { PlanInput } from '#src/engine/worker/make-plan.ts';
import { headOf } from '#src/network/of-experiment.ts';
import { classProbabilities, type Head, predictedClasses } from '#src/network/probabilities.ts';
import type { NetworkShape } from '#src/network/shape.ts';
import type { Snapshot } from '#src/records/run-header.ts';

/** Whatever has parameters and answers inputs: a trainer, or a run that is kept. */
type Answering = Pick<Trainer, 'predict' | 'parameters'>;

/** Takes snapshots of one run: what the network answers at the probe and at the points shown. */
export class SnapshotTaker {
  readonly #data: PreparedData;
  readonly #width: number;
  readonly #head: Head | null;
  /** Probe, training and held-out points one after another, encoded. */
  readonly #inputs: Float32Array;
  readonly #rows: { readonly probe: number; readonly train: number; readonly heldOut: number };

  constructor({ experiment, data }: PlanInput, network: NetworkShape, probe: Probe) {
    const train = shownPoints(data.train.points, network);
    const heldOut = shownPoints(data.heldOut.points, network);
    this.#data = data;
    this.#head = headOf(experiment);
    this.#width = network.outputs;
    this.#inputs = data.encode(joined([probePoints(probe), train.x, heldOut.x]));
    this.#rows = { probe: probeRows(probe), train: train.rows, heldOut: heldOut.rows };
  }

  /** @param epoch epochs finished @param step steps taken */
  async take(network: Answering, epoch: number, step: number): Promise<Snapshot> {
    const { probe, train, heldOut } = this.#rows;
    const outputs = await network.predict(this.#inputs, probe + train + heldOut, 0);
    const parameters = (await network.parameters()).slice();
    const width = this.#width;
    const part = (from: number, rows: number): Float32Array =>
      outputs.subarray(from * width, (from + rows) * width);
    return {
      epoch,
      step,
      parameters,
      predictions:
        this.#head === null
          ? this.#data.decode(part(0, probe))
          : classProbabilities(part(0, probe), probe, this.#head),
      atTrain: this.#answers(part(probe, train), train),
      atHeldOut: this.#answers(part(probe + train, heldOut), heldOut),
    };
  }

  #answers(outputs: Float32Array, rows: number): Float32Array {
    return this.#head === null
      ? this.#data.decode(outputs)
      : predictedClasses(outputs, rows, this.#head);
  }
}

function joined(arrays: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}
