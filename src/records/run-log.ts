import type { RecordTable } from '#src/records/record-table.ts';

const initialCapacity = 32;

/** A growing table: rows are added at its end, figures read whole columns; nothing here is React state. */
export class RunLog implements RecordTable {
  #capacity = initialCapacity;
  /** Each [capacity], NaN where nothing was added. */
  readonly #buffers = new Map<string, Float64Array>();
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

  /** Views, good until the next change. */
  get columns(): RecordTable['columns'] {
    return Object.fromEntries([...this.#buffers.keys()].map((name) => [name, this.column(name)]));
  }

  /** One column, [length]: a view, good until the next change. NaN throughout where there is none. */
  column(name: string): Float64Array {
    const buffer = this.#buffers.get(name);
    return buffer?.subarray(0, this.#length) ?? new Float64Array(this.#length).fill(Number.NaN);
  }

  /** Adds one row. */
  push(row: Readonly<Record<string, number>>): void {
    const at = this.#length;
    this.#reserve(at + 1);
    for (const name in row) this.#buffer(name)[at] = row[name] as number;
    this.#length = at + 1;
    this.#changed();
  }

  /**
   * Puts a table in from row `from` on. What was there from that row on is dropped, because a run that went back to a
   * checkpoint reports some epochs again.
   *
   * @throws RangeError when rows would be missing before `from`, or the columns are not of the table's length
   */
  append({ length, columns }: RecordTable, from = this.#length): void {
    if (!Number.isInteger(from) || from < 0 || from > this.#length) {
      throw new RangeError(`records from ${from}, but the log holds ${this.#length}`);
    }
    const added = Object.entries(columns);
    const uneven = added.find(([, column]) => column.length !== length);
    if (uneven !== undefined) throw new RangeError(`column ${uneven[0]} has not ${length} rows`);
    this.#truncate(from);
    this.#reserve(from + length);
    for (const [name, column] of added) this.#buffer(name).set(column, from);
    this.#length = from + length;
    this.#changed();
  }

  /** Forgets every row: the run is back at epoch 0. */
  clear(): void {
    this.#truncate(0);
    this.#changed();
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

  #buffer(name: string): Float64Array {
    const known = this.#buffers.get(name);
    if (known !== undefined) return known;
    const made = new Float64Array(this.#capacity).fill(Number.NaN);
    this.#buffers.set(name, made);
    return made;
  }

  #truncate(length: number): void {
    for (const buffer of this.#buffers.values()) buffer.fill(Number.NaN, length, this.#length);
    this.#length = length;
  }

  #reserve(length: number): void {
    if (length <= this.#capacity) return;
    while (this.#capacity < length) this.#capacity *= 2;
    for (const [name, buffer] of this.#buffers) {
      const grown = new Float64Array(this.#capacity).fill(Number.NaN, this.#length);
      grown.set(buffer.subarray(0, this.#length));
      this.#buffers.set(name, grown);
    }
  }

  #changed(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}
