import type { Enumeration } from '#src/engine/wasm/codes.ts';

/**
 * The tables in the kernels' memory that say what to train. TypeScript writes them before the first step and reads the
 * results; the build makes the classes of the same names from them that the kernels read (`assembly-tables.ts`). Addresses and
 * strides are in bytes. Matrices lie row by row, their rows padded with zeros to a multiple of four numbers. Types are of
 * C's kind: fields lie one after another, each aligned to its size.
 */
type FieldType = 'i32' | 'u32' | 'usize' | 'f32' | 'f64' | Enumeration;

/** One dense layer. */
const layerFields = {
  inputs: 'i32',
  units: 'i32',
  // Both rounded up to a multiple of four.
  paddedUnits: 'i32',
  paddedInputs: 'i32',
  // 1: fewer than four units, with weights stored transposed, [units × paddedInputs]; else [inputs × paddedUnits].
  narrow: 'i32',
  // Places in a parameter block.
  weights: 'usize',
  biases: 'usize',
  // From one row of weights to the next.
  weightStride: 'usize',
  weightRows: 'i32',
  activation: 'Activation',
  // f(0) ≠ 0, or dropout fills in a value: padding has to be cleared after the activation.
  clearPadding: 'i32',
  // 1: some units are dropped in training.
  dropout: 'i32',
  // What the upper 24 bits of a unit's hash are compared with.
  dropoutThreshold: 'i32',
  // Kept units become keptScale·a + keptShift, dropped ones droppedValue.
  keptScale: 'f32',
  keptShift: 'f32',
  droppedValue: 'f32',
  // [blockRows × paddedUnits], rows `stride` apart: the outputs a, and f′(z), which turns into ∂loss/∂z.
  outputs: 'usize',
  deltas: 'usize',
  stride: 'usize',
} as const satisfies Fields;

/** The network, how it is trained, and room for one block of rows on its way through. */
const networkFields = {
  layerCount: 'i32',
  // Of consecutive layer tables.
  layers: 'usize',
  // Rows that pass through the network together; a batch of more is taken in several blocks.
  blockRows: 'i32',
  // Rows whose losses are summed before they are added to those of others: as many as a single thread takes together.
  lossRows: 'i32',
  batchSize: 'i32',
  // A batch's rows, gathered, or rows to predict, [padded inputs] each. Rows of data sets are `inputStride` apart, too.
  inputs: 'usize',
  inputStride: 'usize',
  // Of each row: a class index, or `outputs` values; not padded.
  targetWidth: 'i32',
  // 0 for a regression.
  classes: 'i32',
  // Numbers in a parameter block, the padding of all matrices included.
  parameterCount: 'i32',
  // A parameter block of ∂loss/∂parameters.
  gradients: 'usize',
  // As many zeros as the widest layer has padded units or inputs.
  zeros: 'usize',
  // [blockRows × padded outputs], rows as far apart as those of the last layer's deltas: ∂loss/∂a.
  outputGradients: 'usize',
  // Two matrices of `lanesSize` bytes each for every thread, through which rows in lanes pass by turns.
  lanes: 'usize',
  lanesSize: 'usize',
  loss: 'Loss',
  broadcast: 'Broadcast',
  // 1: the gradient is that of the sum, not of the mean.
  summed: 'i32',
  // 0: biases stay as they are.
  learnsBiases: 'i32',
  huberDelta: 'f32',
  // Of a one-output classifier: the output above which the class is 1, one more is that above which it is 2, and so on.
  threshold: 'f32',
  // The softmax that the last layer leaves out because the loss takes its logits.
  softmaxAfter: 'i32',
  omega: 'f32',
  optimizer: 'Optimizer',
  clipping: 'Clipping',
  l1: 'f32',
  l2: 'f32',
  momentum: 'f32',
  rho: 'f32',
  epsilon: 'f32',
  beta1: 'f64',
  beta2: 'f64',
} as const satisfies Fields;

/** One parameter set with its data. */
const replicaFields = {
  // A parameter block, and as many more as the optimiser keeps moments.
  parameters: 'usize',
  slots: 'usize',
  rows: 'i32',
  inputs: 'usize',
  targets: 'usize',
  // What each row counts, f32; 0: all the same.
  weights: 'usize',
  // Row indices of the present epoch, u32; of whole epochs one after another.
  order: 'usize',
  // One rate for each step of the present segment, or of whole epochs.
  learningRates: 'usize',
  // Results of whole epochs, f64.
  lossSums: 'usize',
  gradientNorms: 'usize',
  dropoutSeed: 'u32',
  weightDecay: 'f32',
  clipAt: 'f32',
  // Results of the last segment: the step within it whose loss was not finite, or −1; Σ batch loss × rows; ….
  nonFiniteStep: 'i32',
  lossSum: 'f64',
  lastLoss: 'f64',
  gradientNorm: 'f64',
  // Results of the last evaluation.
  evaluatedLoss: 'f64',
  correctRows: 'i32',
} as const satisfies Fields;

type Fields = Readonly<Record<string, FieldType>>;

/** One kind of table: where its fields lie. */
class Table<F extends Fields> {
  readonly fields: F;
  /** Bytes, without padding at the end, as AssemblyScript's `offsetof<T>()` has them. */
  readonly size: number;
  readonly #offsets: ReadonlyMap<keyof F, number>;

  constructor(fields: F) {
    this.fields = fields;
    let end = 0;
    this.#offsets = new Map(
      Object.entries(fields).map(([name, type]) => {
        const size = type === 'f64' ? 8 : 4;
        const offset = roundUp(end, size);
        end = offset + size;
        return [name, offset];
      }),
    );
    this.size = end;
  }

  /** Writes a whole table. Addresses are unsigned: those above 2³¹ wrap and are read back the same. */
  write(view: DataView, address: number, values: { readonly [Name in keyof F]: number }): void {
    for (const [name, offset] of this.#offsets) {
      const [at, value, type] = [address + offset, values[name], this.fields[name]];
      if (type === 'f64') view.setFloat64(at, value, true);
      else if (type === 'f32') view.setFloat32(at, value, true);
      else view.setInt32(at, value, true);
    }
  }

  /** Where a field lies in the table, in bytes. */
  offset(name: keyof F): number {
    return this.#offsets.get(name) as number;
  }

  /** Reads one field of a table. */
  read(view: DataView, address: number, name: keyof F): number {
    const [at, type] = [address + this.offset(name), this.fields[name]];
    if (type === 'f64') return view.getFloat64(at, true);
    if (type === 'f32') return view.getFloat32(at, true);
    return view.getInt32(at, true);
  }
}

/** Rows that pass through the network together in inference. */
export const laneRows = 32;

export const layerTable = new Table(layerFields);
export const networkTable = new Table(networkFields);
export const replicaTable = new Table(replicaFields);
export type ReplicaField = keyof typeof replicaFields;

/** The least multiple of `unit` that is not below `value`. */
export function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}
