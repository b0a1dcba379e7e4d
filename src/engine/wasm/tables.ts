/**
 * The tables of `assembly/layout.ts` as TypeScript writes and reads them: the same fields in the same order. Types are
 * of C's kind: fields lie one after another, each aligned to its size.
 */
type FieldType = 'i32' | 'f32' | 'f64';

export const layerFields = {
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

export const networkFields = {
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

export const replicaFields = {
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

/** Bytes of one table, without padding at its end, as AssemblyScript's `offsetof<T>()` has them. */
export function tableSize(fields: Fields): number {
  let end = 0;
  for (const type of Object.values(fields)) end = roundUp(end, sizes[type]) + sizes[type];
  return end;
}

/** Writes a whole table. Addresses are unsigned: those above 2³¹ wrap and are read back the same. */
export function writeTable<F extends Fields>(
  view: DataView,
  address: number,
  fields: F,
  values: { readonly [Name in keyof F]: number },
): void {
  let at = address;
  for (const [name, type] of Object.entries(fields)) {
    const value = values[name as keyof F];
    at = roundUp(at - address, sizes[type]) + address;
    if (type === 'i32') view.setInt32(at, value, true);
    else if (type === 'f32') view.setFloat32(at, value, true);
    else view.setFloat64(at, value, true);
    at += sizes[type];
  }
}

/** Reads one field of a table. */
export function readField<F extends Fields>(
  view: DataView,
  address: number,
  fields: F,
  name: keyof F & string,
): number {
  let at = 0;
  for (const [other, type] of Object.entries(fields)) {
    at = roundUp(at, sizes[type]);
    if (other === name) {
      if (type === 'i32') return view.getInt32(address + at, true);
      if (type === 'f32') return view.getFloat32(address + at, true);
      return view.getFloat64(address + at, true);
    }
    at += sizes[type];
  }
  throw new Error(`no field ${name}`);
}

/** The least multiple of `unit` that is not below `value`. */
export function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}
