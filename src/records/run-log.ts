import type { RecordTable } from '#src/records/record-table.ts';
import { tellingRows } from '#src/records/thin-rows.ts';

const initialCapacity = 32;
/** Rows at which a log is thinned for the first time, to half as many or fewer. */
const mostRows = 2 ** 14;
/** The share of them after which what came is thinned, from then on. */
const portions = 8;
/** Width of the stretches that a log is thinned by at first. */
const narrowest = 16;
/** Columns that only grow: where they stand says nothing of a run. */
const growing = ['epoch', 'step', 'seconds'];

/**
 * A growing table: rows are added at its end, figures read whole columns; nothing here is React state. A log of many rows
 * is thinned as it grows, the same way in whatever portions they come; extremes stay. What was left out before a run went
 * back to a checkpoint stays left out.
 */
export class RunLog implements RecordTable {
  readonly #most: number;
  readonly #portion: number;
  #capacity = initialCapacity;
  /** Each [capacity], NaN where nothing was added. */
  readonly #buffers = new Map<string, Float64Array>();
  #views: RecordTable['columns'] | null = null;
  #length = 0;
  /** Rows that came, and the place of each that is there among them; null: all are there. */
  #total = 0;
  #places: Uint32Array | null = null;
  /** Of the stretches that the first so many rows were thinned by. */
  #width = narrowest;
  #thinned = 0;
  #version = 0;
  readonly #listeners = new Set<() => void>();

  /** @param most rows before it is thinned */
  constructor(most = mostRows) {
    this.#most = most;
    this.#portion = Math.ceil(most / portions);
  }

  get length(): number {
    return this.#length;
  }

  /** Rows that came, whether they are still there or not. */
  get total(): number {
    return this.#total;
  }

  /** Grows with every change: equal versions, equal contents. */
  get version(): number {
    return this.#version;
  }

  /** Views, the same until the next change. */
  get columns(): RecordTable['columns'] {
    this.#views ??= Object.fromEntries(
      [...this.#buffers.keys()].map((name) => [name, this.column(name)]),
    );
    return this.#views;
  }

  /** One column, [length]: a view, good until the next change. NaN throughout where there is none. */
  column(name: string): Float64Array {
    const buffer = this.#buffers.get(name);
    return buffer?.subarray(0, this.#length) ?? new Float64Array(this.#length).fill(Number.NaN);
  }

  /** Adds one row. */
  push(row: Readonly<Record<string, number>>): void {
    this.#reserve(this.#length + 1);
    for (const name in row) this.#buffer(name)[this.#length] = row[name] as number;
    this.#grow(1);
    this.#changed();
  }

  /**
   * Puts a table in after the first `from` rows that came. What came later is dropped, because a run that went back to a
   * checkpoint reports some epochs again.
   *
   * @throws RangeError when rows would be missing before `from`, or the columns are not of the table's length
   */
  append({ length, columns }: RecordTable, from = this.#total): void {
    if (!Number.isInteger(from) || from < 0 || from > this.#total) {
      throw new RangeError(`records from ${from}, but the log holds ${this.#total}`);
    }
    for (const name in columns) {
      const isEven = columns[name]?.length === length;
      if (!isEven) throw new RangeError(`column ${name} has not ${length} rows`);
    }
    this.#truncate(from);
    for (let row = 0; row < length; ) {
      const count = Math.min(length - row, this.#portion - (this.#total % this.#portion));
      this.#reserve(this.#length + count);
      for (const name in columns) {
        const column = columns[name] as Float64Array;
        const rows = count === length ? column : column.subarray(row, row + count);
        this.#buffer(name).set(rows, this.#length);
      }
      this.#grow(count);
      row += count;
    }
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

  /** @param total rows that came before those that are dropped */
  #truncate(total: number): void {
    if (total === this.#total) return;
    const places = this.#places?.subarray(0, this.#length) ?? null;
    const dropped = places?.findIndex((place) => place >= total) ?? total;
    this.#shorten(dropped < 0 ? this.#length : dropped);
    this.#total = total;
    this.#thinned = Math.min(this.#thinned, this.#length);
    if (this.#length < total) return;
    this.#places = null;
    this.#width = narrowest;
    this.#thinned = 0;
  }

  #shorten(length: number): void {
    for (const buffer of this.#buffers.values()) buffer.fill(Number.NaN, length, this.#length);
    this.#length = length;
  }

  /** Rows were written behind the last one. */
  #grow(count: number): void {
    for (let row = 0; this.#places !== null && row < count; row++)
      this.#places[this.#length + row] = this.#total + row;
    this.#length += count;
    this.#total += count;
    const isLong = this.#places !== null || this.#length >= this.#most;
    if (isLong && this.#total % this.#portion === 0) this.#thin();
  }

  /** The rows that came since the last time, and all of them by wider stretches where too many are left. */
  #thin(): void {
    this.#places ??= Uint32Array.from({ length: this.#most + this.#portion }, (_, row) => row);
    this.#thinFrom(this.#thinned, this.#places);
    while (this.#length > this.#most / 2 && this.#width < this.#total) {
      this.#width *= 2;
      this.#thinFrom(0, this.#places);
    }
    this.#thinned = this.#length;
  }

  #thinFrom(from: number, places: Uint32Array): void {
    const telling = [...this.#buffers.keys()].filter((name) => !growing.includes(name));
    const columns = telling.map((name) => this.column(name));
    const rows = { places, from, to: this.#length, width: this.#width };
    const kept = tellingRows(columns, rows);
    for (const buffer of this.#buffers.values()) gather(buffer, kept, from);
    gather(places, kept, from);
    this.#shorten(from + kept.length);
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
    this.#views = null;
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}

/** Moves values, those at growing places, to some place before them. */
function gather(values: Float64Array | Uint32Array, places: Uint32Array, to: number): void {
  for (let i = 0; i < places.length; i++) values[to + i] = values[places[i] as number] as number;
}
