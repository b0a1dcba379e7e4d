import type { EpochRecord } from '#src/records/epoch-record.ts';
import type { RunHeader, Snapshot } from '#src/records/run-header.ts';
import { RunLog } from '#src/records/run-log.ts';
import type { LatestFigures } from '#src/store/app/state.ts';

/** Where training stands, inside an epoch as well. */
export interface Position {
  /** Finished epochs. */
  readonly epoch: number;
  readonly step: number;
  readonly seconds: number;
}

const start: Position = { epoch: 0, step: 0, seconds: 0 };

const nothingYet: LatestFigures = {
  runningLoss: Number.NaN,
  trainLoss: Number.NaN,
  heldOutLoss: Number.NaN,
  trainAccuracy: Number.NaN,
  heldOutAccuracy: Number.NaN,
  learningRate: Number.NaN,
};

/**
 * The fast data of the run on show: curves and predictions, which grow and change too often for React state. Written by
 * the run controller alone; charts subscribe and read.
 */
export class LiveRun {
  readonly log = new RunLog();
  #header: RunHeader | null = null;
  #snapshot: Snapshot | null = null;
  #position = start;
  #latest = nothingYet;
  readonly #listeners = new Set<() => void>();

  get header(): RunHeader | null {
    return this.#header;
  }

  get snapshot(): Snapshot | null {
    return this.#snapshot;
  }

  get position(): Position {
    return this.#position;
  }

  /** The newest measured value of each figure; NaN where none has been measured. */
  get latest(): LatestFigures {
    return this.#latest;
  }

  /** Another run is on show from now on, at epoch 0. */
  begin(header: RunHeader): void {
    this.#header = header;
    this.#snapshot = null;
    this.restart();
  }

  /** The same run is back at epoch 0. */
  restart(): void {
    this.#position = start;
    this.#latest = nothingYet;
    this.log.clear();
    this.#changed();
  }

  /** No run is on show. */
  clear(): void {
    this.#header = null;
    this.#snapshot = null;
    this.restart();
  }

  show(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.#changed();
  }

  /** Takes packed records of finished epochs in, from index `from` on. */
  record(from: number, packed: Float64Array): void {
    const known = Math.min(from, this.log.length);
    this.log.append(packed, from);
    for (let i = known; i < this.log.length; i++) {
      const record = this.log.record(i);
      if (record !== undefined) this.#latest = newest(this.#latest, record);
    }
    const last = this.log.last();
    if (last !== undefined)
      this.#position = { epoch: last.epoch, step: last.step, seconds: last.seconds };
  }

  /** Training stands somewhere inside an epoch. */
  move(position: Position): void {
    this.#position = position;
  }

  /** Calls `listener` when header or snapshot change; the log has listeners of its own. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function newest(before: LatestFigures, record: EpochRecord): LatestFigures {
  const pick = (name: keyof LatestFigures) =>
    Number.isNaN(record[name]) ? before[name] : record[name];
  return {
    runningLoss: record.runningLoss,
    trainLoss: pick('trainLoss'),
    heldOutLoss: pick('heldOutLoss'),
    trainAccuracy: pick('trainAccuracy'),
    heldOutAccuracy: pick('heldOutAccuracy'),
    learningRate: record.learningRate,
  };
}
