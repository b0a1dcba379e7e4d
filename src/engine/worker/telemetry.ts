import type { Emit } from '#src/engine/worker/serve.ts';
import { type EpochRecord, recordColumns } from '#src/records/epoch-record.ts';

/** Milliseconds between two messages of records, and between two of progress. */
const recordsEvery = 50;
const progressEvery = 100;

/** Sends what happens in one run: every record, in few messages, the first one at once. */
export class Telemetry {
  readonly #emit: Emit;
  readonly #runId: string;
  readonly #now: () => number;
  #from = 0;
  /** Records that wait, packed, and how many numbers of the array they take. */
  #waiting = new Float64Array(32 * recordColumns.length);
  #length = 0;
  #recordsSent = Number.NEGATIVE_INFINITY;
  #progressSent = Number.NEGATIVE_INFINITY;

  constructor(emit: Emit, runId: string, now: () => number) {
    this.#emit = emit;
    this.#runId = runId;
    this.#now = now;
  }

  record(record: EpochRecord): void {
    if (this.#length === this.#waiting.length) {
      const longer = new Float64Array(2 * this.#length);
      longer.set(this.#waiting);
      this.#waiting = longer;
    }
    for (const column of recordColumns) this.#waiting[this.#length++] = record[column];
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
    if (this.#length > 0) this.#send();
  }

  #sendProgress(epoch: number, step: number, seconds: number): void {
    this.#progressSent = this.#now();
    this.#emit({ event: 'progress', runId: this.#runId, epoch, step, seconds });
  }

  /** Training goes on after so many epochs: later records are void and will come again. */
  rewind(epochs: number): void {
    this.#length = 0;
    this.#from = epochs;
    this.#recordsSent = Number.NEGATIVE_INFINITY;
    this.#send();
  }

  #send(): void {
    const records = this.#waiting.slice(0, this.#length);
    const from = this.#from;
    this.#from += records.length / recordColumns.length; // sending takes the array away
    this.#emit({ event: 'epochs', runId: this.#runId, from, records });
    this.#length = 0;
    this.#recordsSent = this.#now();
  }
}
