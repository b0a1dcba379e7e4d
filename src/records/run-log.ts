import { type EpochRecord, type RecordColumn, recordColumns } from '#src/records/epoch-record.ts';

const width = recordColumns.length;
const initialCapacity = 256;

/**
 * The epoch records of one run, one growing column a quantity. The worker's packed records go in, figures read whole
 * columns; nothing here is React state.
 */
export class RunLog {
  #capacity = initialCapacity;
  #columns = recordColumns.map(() => new Float64Array(initialCapacity));
  #length = 0;
  #version = 0;
  readonly #listeners = new Set<() => void>();

  /** Finished epochs. */
  get length(): number {
    return this.#length;
  }

  /** Grows with every change: equal versions, equal contents. */
  get version(): number {
    return this.#version;
  }

  /**
   * Puts packed records in from index `from` on. What was there from that index on is dropped, because a run that went
   * back to a checkpoint reports some epochs again.
   *
   * @param packed consecutive records, `recordColumns.length` values each
   * @throws RangeError when records would be missing before `from`, or the last record is incomplete
   */
  append(packed: Float64Array, from: number): void {
    const count = packed.length / width;
    if (!Number.isInteger(count)) throw new RangeError(`an incomplete record: ${packed.length}`);
    if (!Number.isInteger(from) || from < 0 || from > this.#length) {
      throw new RangeError(`records from ${from}, but the log holds ${this.#length}`);
    }
    this.#reserve(from + count);
    this.#columns.forEach((column, c) => {
      for (let i = 0; i < count; i++) column[from + i] = packed[i * width + c] as number;
    });
    this.#length = from + count;
    this.#changed();
  }

  /** Forgets every record: the run is back at epoch 0. */
  clear(): void {
    this.#length = 0;
    this.#changed();
  }

  /** One quantity of all epochs, [length]: a view, good until the next change. */
  column(name: RecordColumn): Float64Array {
    const column = this.#columns[recordColumns.indexOf(name)] as Float64Array;
    return column.subarray(0, this.#length);
  }

  /**
   * The records of the first epochs (all, unless said otherwise), packed as they cross threads:
   * `recordColumns.length` values an epoch. A copy.
   */
  packed(epochs = this.#length): Float64Array<ArrayBuffer> {
    const packed = new Float64Array(epochs * width);
    this.#columns.forEach((column, c) => {
      for (let i = 0; i < epochs; i++) packed[i * width + c] = column[i] as number;
    });
    return packed;
  }

  /** One epoch's record by its index, or undefined where there is none. */
  record(index: number): EpochRecord | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.#length) return undefined;
    return Object.fromEntries(
      recordColumns.map((name, c) => [name, this.#columns[c]?.[index]]),
    ) as unknown as EpochRecord;
  }

  /** The latest epoch's record. */
  last(): EpochRecord | undefined {
    return this.record(this.#length - 1);
  }

  /**
   * Calls `listener` after every change.
   *
   * @returns ends the subscription
   */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #reserve(length: number): void {
    if (length <= this.#capacity) return;
    while (this.#capacity < length) this.#capacity *= 2;
    this.#columns = this.#columns.map((column) => {
      const grown = new Float64Array(this.#capacity);
      grown.set(column.subarray(0, this.#length));
      return grown;
    });
  }

  #changed(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}
