import type { EpochRecord } from '#src/records/epoch-record.ts';
import { copyRows, emptyTable, type RecordTable } from '#src/records/record-table.ts';
import { RunLog } from '#src/records/run-log.ts';

/** Milliseconds between two messages. */
const sendEvery = 50;

/** Sends records in few messages, the first one at once. */
export class RecordSender {
  readonly #send: (from: number, records: RecordTable) => void;
  readonly #now: () => number;
  /** Records that have not been sent, and how many came before them. */
  readonly #waiting = new RunLog(Number.POSITIVE_INFINITY);
  #from = 0;
  #sent = Number.NEGATIVE_INFINITY;

  /** @param send is given the table, the index of its first row beside @param now milliseconds */
  constructor(send: (from: number, records: RecordTable) => void, now: () => number) {
    this.#send = send;
    this.#now = now;
  }

  add(record: EpochRecord): void {
    this.#waiting.push(record);
  }

  addAll(records: RecordTable): void {
    this.#waiting.append(records);
  }

  /** Sends what has gathered, if it is time again. */
  tick(): void {
    if (this.#now() - this.#sent >= sendEvery) this.flush();
  }

  /** Sends what has gathered. */
  flush(): void {
    if (this.#waiting.length > 0) this.#sendAll();
  }

  /** Later records than the first so many are void; earlier ones that wait are sent. */
  rewind(records: number): void {
    const kept = Math.max(0, Math.min(records - this.#from, this.#waiting.length));
    this.#waiting.append(emptyTable, kept);
    this.#from = Math.min(records, this.#from);
    this.#sendAll();
    this.#sent = Number.NEGATIVE_INFINITY;
  }

  #sendAll(): void {
    const from = this.#from;
    this.#from += this.#waiting.length;
    this.#send(from, copyRows(this.#waiting));
    this.#waiting.clear();
    this.#sent = this.#now();
  }
}
