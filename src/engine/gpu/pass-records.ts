type FieldType = 'int' | 'float';

/** What shaders know of one pass over rows: the same for all replicas. Four bytes each, in this order. */
export const passFields = {
  // Rows of the pass, of each replica, and the blocks that they fill.
  rows: 'int',
  blocks: 'int',
  // First row of the pass within its batch.
  firstRow: 'int',
  // 1: nothing is dropped, and rows are taken as they lie.
  inference: 'int',
  // Where the first row's inputs and targets are in the data; from one replica's to the next one's.
  inputsAt: 'int',
  inputsStride: 'int',
  targetsAt: 'int',
  targetsStride: 'int',
  // Where the pass's first row is in the order; from one replica's to the next one's.
  orderAt: 'int',
  orderStride: 'int',
  // Steps taken before this one: counts dropout masks.
  stepsBefore: 'int',
  // Replicas take part from this one on, as many as the draw is high.
  firstReplica: 'int',
  stepInSegment: 'int',
  batchRows: 'int',
  // 1: adds its gradients to those of the pass before.
  accumulates: 'int',
  reserved: 'int',
  inverseBlocks: 'float',
  inverseBatchRows: 'float',
  // Adam's 1 / (1 − β₁ᵗ) and 1 / (1 − β₂ᵗ).
  meanCorrection: 'float',
  squareCorrection: 'float',
} as const satisfies Record<string, FieldType>;

/** What shaders know of each replica in a pass. */
export const rateFields = {
  learningRate: 'float',
  // 1 − ηλ, adamw's.
  shrinkage: 'float',
  // Bound of clipping.
  clipAt: 'float',
  // Share of a row of weight 1 in the batch's loss (see `BatchWeights`).
  unitShare: 'float',
} as const satisfies Record<string, FieldType>;

export type PassValues = Readonly<Record<Exclude<keyof typeof passFields, 'reserved'>, number>>;
export type RateValues = Readonly<Record<keyof typeof rateFields, number>>;

const passSize = Object.keys(passFields).length;
const rateSize = Object.keys(rateFields).length;

/** Where the fields of a type are, by name; what is reserved stays 0. */
function placesOf<Name extends string>(fields: Readonly<Record<Name, FieldType>>, type: FieldType) {
  return Object.entries(fields).flatMap(([name, each], place) =>
    each === type && name !== 'reserved'
      ? [{ name: name as Exclude<Name, 'reserved'>, place }]
      : [],
  );
}

const passIntegers = placesOf(passFields, 'int');
const passNumbers = placesOf(passFields, 'float');
const rateNumbers = placesOf(rateFields, 'float');

/** Records of passes one after another: each the fields of a pass, then those of every replica. */
export class PassRecords {
  /** All records as numbers. */
  readonly numbers: Float32Array;
  /** From one record to the next, and what a record takes of that, in bytes. */
  readonly stride: number;
  readonly bytes: number;
  readonly #integers: Int32Array;
  readonly #replicas: number;

  /** @param alignment of each record, in bytes */
  constructor(replicas: number, capacity: number, alignment: number) {
    this.#replicas = replicas;
    this.bytes = 4 * (passSize + rateSize * replicas);
    this.stride = Math.ceil(this.bytes / alignment) * alignment;
    this.numbers = new Float32Array((capacity * this.stride) / 4);
    this.#integers = new Int32Array(this.numbers.buffer);
  }

  /** @param pass a literal: an object spread from others takes microseconds to make */
  write(index: number, pass: PassValues, rates: (replica: number) => RateValues): void {
    const start = (index * this.stride) / 4;
    for (const { name, place } of passIntegers) this.#integers[start + place] = pass[name];
    for (const { name, place } of passNumbers) this.numbers[start + place] = pass[name];
    for (let r = 0; r < this.#replicas; r++) {
      const values = rates(r);
      const from = start + passSize + rateSize * r;
      for (const { name, place } of rateNumbers) this.numbers[from + place] = values[name];
    }
  }
}
