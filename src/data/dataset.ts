/**
 * Rows as the network sees them: encoded and scaled, row-major float32.
 *
 * `targets` holds one class index a row where the plan's targets are `class_index`, else `outputs` values a row.
 */
export interface Dataset {
  readonly rows: number;
  /** [rows × network.inputs] */
  readonly inputs: Float32Array;
  /** [rows × targetWidth] */
  readonly targets: Float32Array;
}

/** Points in the reader's units, before scaling and encoding, for charts, tables and CSV. */
export interface Points {
  readonly rows: number;
  /** [rows × dimensions], 1 or 2 columns */
  readonly x: Float64Array;
  /** [rows]: the value in the target's units, or the class index; noise included. */
  readonly y: Float64Array;
}
