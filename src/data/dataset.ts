/**
 * Rows as the network sees them: encoded and scaled, row-major float32.
 *
 * `targets` holds one class index per row where the plan's targets are `class_index`, else `outputs` values per row.
 */
export interface Dataset {
  readonly rows: number;
  /** [rows × network.inputs] */
  readonly inputs: Float32Array;
  /** [rows × targetWidth] */
  readonly targets: Float32Array;
  /** [rows] what each row counts in the loss; absent: all the same. */
  readonly weights?: Float32Array;
}

export type Interval = readonly [from: number, to: number];

/** One of the reader's inputs. */
export interface Axis {
  readonly name: string;
  /** Where training points lie, in the reader's units. */
  readonly range: Interval;
  /** Where held-out points lie, if not there. */
  readonly heldOut?: Interval;
}

/** Points in the reader's units, before scaling and encoding, for charts, tables and CSV. */
export interface Points {
  readonly rows: number;
  /** [rows × inputs] */
  readonly x: Float64Array;
  /** [rows × values]: the answer's numbers, or the class index; noise included. */
  readonly y: Float64Array;
  /** [rows] what each row counts in the loss; absent: all the same. */
  readonly weights?: Float64Array;
  /** [rows] of a table: which of its rows they are, from 0. */
  readonly tableRows?: Uint32Array;
}
