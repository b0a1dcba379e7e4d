import type { Emit } from '#src/engine/worker/serve.ts';
import type { EpochRecord } from '#src/records/epoch-record.ts';
import { copyRows } from '#src/records/record-table.ts';
import { RunLog } from '#src/records/run-log.ts';

/** Milliseconds between two messages of records, and between two of progress. */
const recordsEvery = 50;
const progressEvery = 100;

/** Sends what happens in one run: every record, in few messages, the first one at once. */
export class Telemetry {
  readonly #emit: Emit;
  readonly #runId: string;
  readonly #now: () => number;
  #from = 0;
  /** Records that have not been sent. */
  readonly #waiting = new RunLog();
  #recordsSent = Number.NEGATIVE_INFINITY;
  #progressSent = Number.NEGATIVE_INFINITY;

  constructor(emit: Emit, runId: string, now: () => number) {
    this.#emit = emit;
    this.#runId = runId;
    this.#now = now;
  }

  record(record: EpochRecord): void {
    this.#waiting.push(record);
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
    if (this.#waiting.length > 0) this.#send();
  }

  #sendProgress(epoch: number, step: number, seconds: number): void {
    this.#progressSent = this.#now();
    this.#emit({ event: 'progress', runId: this.#runId, epoch, step, seconds });
  }

  /** Training goes on after so many epochs: later records are void and will come again. */
  rewind(epochs: number): void {
    this.#waiting.clear();
    this.#from = epochs;
    this.#recordsSent = Number.NEGATIVE_INFINITY;
    this.#send();
  }

  #send(): void {
    const from = this.#from;
    this.#from += this.#waiting.length;
    this.#emit({ event: 'epochs', runId: this.#runId, from, records: copyRows(this.#waiting) });
    this.#waiting.clear();
    this.#recordsSent = this.#now();
  }
}
