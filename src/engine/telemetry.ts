import type { Emit } from '#src/engine/serve.ts';
import { type EpochRecord, recordColumns } from '#src/runs/epoch-record.ts';

/** Milliseconds between two messages of records, and between two of progress. */
const recordsEvery = 50;
const progressEvery = 100;

/** Sends what happens in one run: every record, in few messages, the first one at once. */
export class Telemetry {
  readonly #emit: Emit;
  readonly #runId: string;
  readonly #now: () => number;
  #from = 0;
  #values: number[] = [];
  #recordsSent = Number.NEGATIVE_INFINITY;
  #progressSent = Number.NEGATIVE_INFINITY;

  constructor(emit: Emit, runId: string, now: () => number) {
    this.#emit = emit;
    this.#runId = runId;
    this.#now = now;
  }

  record(record: EpochRecord): void {
    for (const column of recordColumns) this.#values.push(record[column]);
  }

  /** Sends what has gathered, if it is time again. */
  tick(epoch: number, step: number, seconds: number): void {
    const now = this.#now();
    if (now - this.#recordsSent >= recordsEvery) this.#flush();
    if (now - this.#progressSent >= progressEvery) this.#sendProgress(epoch, step, seconds);
  }

  /** Training rests: everything is sent, however little time has passed. */
  rest(epoch: number, step: number, seconds: number): void {
    this.#flush();
    this.#sendProgress(epoch, step, seconds);
  }

  #flush(): void {
    if (this.#values.length > 0) this.#send();
  }

  #sendProgress(epoch: number, step: number, seconds: number): void {
    this.#progressSent = this.#now();
    this.#emit({ event: 'progress', runId: this.#runId, epoch, step, seconds });
  }

  /** Training goes on after so many epochs: later records are void and will come again. */
  rewind(epochs: number): void {
    this.#values = [];
    this.#from = epochs;
    this.#recordsSent = Number.NEGATIVE_INFINITY;
    this.#send();
  }

  #send(): void {
    const records = new Float64Array(this.#values);
    const from = this.#from;
    this.#from += records.length / recordColumns.length; // sending takes the array away
    this.#emit({ event: 'epochs', runId: this.#runId, from, records });
    this.#values = [];
    this.#recordsSent = this.#now();
  }
}
