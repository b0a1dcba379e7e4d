/**
 * The tables of `assembly/layout.ts` as TypeScript writes and reads them: the same fields in the same order. Types are
 * of C's kind: fields lie one after another, each aligned to its size.
 */
type FieldType = 'i32' | 'f32' | 'f64';

const layerFields = {
  inputs: 'i32',
  units: 'i32',
  paddedUnits: 'i32',
  paddedInputs: 'i32',
  narrow: 'i32',
  weights: 'i32',
  biases: 'i32',
  weightStride: 'i32',
  weightRows: 'i32',
  activation: 'i32',
  clearPadding: 'i32',
  dropout: 'i32',
  dropoutThreshold: 'i32',
  keptScale: 'f32',
  keptShift: 'f32',
  droppedValue: 'f32',
  outputs: 'i32',
  deltas: 'i32',
  stride: 'i32',
} as const;

const networkFields = {
  layerCount: 'i32',
  layers: 'i32',
  blockRows: 'i32',
  batchSize: 'i32',
  inputs: 'i32',
  inputStride: 'i32',
  targetWidth: 'i32',
  classes: 'i32',
  parameterCount: 'i32',
  gradients: 'i32',
  zeros: 'i32',
  outputGradients: 'i32',
  lanes: 'i32',
  lanesSize: 'i32',
  loss: 'i32',
  broadcast: 'i32',
  huberDelta: 'f32',
  threshold: 'f32',
  softmaxAfter: 'i32',
  omega: 'f32',
  optimizer: 'i32',
  clipping: 'i32',
  l1: 'f32',
  l2: 'f32',
  momentum: 'f32',
  rho: 'f32',
  epsilon: 'f32',
  beta1: 'f64',
  beta2: 'f64',
} as const;

const replicaFields = {
  parameters: 'i32',
  slots: 'i32',
  rows: 'i32',
  inputs: 'i32',
  targets: 'i32',
  order: 'i32',
  learningRates: 'i32',
  dropoutSeed: 'i32',
  weightDecay: 'f32',
  clipAt: 'f32',
  nonFiniteStep: 'i32',
  lossSum: 'f64',
  lastLoss: 'f64',
  gradientNorm: 'f64',
  evaluatedLoss: 'f64',
  correctRows: 'i32',
} as const;

type Fields = Readonly<Record<string, FieldType>>;

const sizes = { i32: 4, f32: 4, f64: 8 } as const;

/** One kind of table: where its fields lie. */
class Table<F extends Fields> {
  /** Bytes, without padding at the end, as AssemblyScript's `offsetof<T>()` has them. */
  readonly size: number;
  readonly #places: ReadonlyMap<keyof F, { readonly offset: number; readonly type: FieldType }>;

  constructor(fields: F) {
    let end = 0;
    this.#places = new Map(
      Object.entries(fields).map(([name, type]) => {
        const offset = roundUp(end, sizes[type]);
        end = offset + sizes[type];
        return [name, { offset, type }];
      }),
    );
    this.size = end;
  }

  /** Writes a whole table. Addresses are unsigned: those above 2³¹ wrap and are read back the same. */
  write(view: DataView, address: number, values: { readonly [Name in keyof F]: number }): void {
    for (const [name, { offset, type }] of this.#places) {
      const at = address + offset;
      if (type === 'i32') view.setInt32(at, values[name], true);
      else if (type === 'f32') view.setFloat32(at, values[name], true);
      else view.setFloat64(at, values[name], true);
    }
  }

  /** Reads one field of a table. */
  read(view: DataView, address: number, name: keyof F): number {
    const place = this.#places.get(name);
    if (place === undefined) throw new Error(`no field ${String(name)}`);
    const at = address + place.offset;
    if (place.type === 'i32') return view.getInt32(at, true);
    if (place.type === 'f32') return view.getFloat32(at, true);
    return view.getFloat64(at, true);
  }
}

export const layerTable = new Table(layerFields);
export const networkTable = new Table(networkFields);
export const replicaTable = new Table(replicaFields);
export type ReplicaField = keyof typeof replicaFields;

/** The least multiple of `unit` that is not below `value`. */
export function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}
