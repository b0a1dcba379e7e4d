import { ruleFields } from '#src/engine/webgpu/wgsl/optimizers.ts';
import { type Fields, recordBytes, structWgsl } from '#src/engine/webgpu/wgsl/records.ts';

/** Layers of a network at the most. */
export const mostLayers = 16;

/** Blocks of four rows that a workgroup takes at once, at the most. */
export const mostBlocks = 32;

/** A layer's sizes, and its columns among a row's cells (see `layout.ts`). */
export const layerFields = {
  inputs: 'u32',
  units: 'u32',
  // Where its matrix of (inputs + 1) × units is among the parameters: the weights, then the biases.
  parameters: 'u32',
  // Its number; an output layer that is a softmax does nothing.
  activation: 'u32',
  // First columns of what it is given, of what it answers, and of its slopes, which become ∂loss/∂z.
  inputsAt: 'u32',
  outputsAt: 'u32',
  deltasAt: 'u32',
  // Dropout: what the upper 24 bits of a unit's hash are compared with; kept units become scale·a + shift.
  threshold: 'u32',
  scale: 'f32',
  shift: 'f32',
  dropped: 'f32',
  reserved: 'f32',
} as const satisfies Fields;

/** Where a set of rows is in the data; from one replica's to the next one's. */
export const setFields = {
  rows: 'u32',
  inputsAt: 'u32',
  inputsStride: 'u32',
  targetsAt: 'u32',
  targetsStride: 'u32',
  reserved1: 'u32',
  reserved2: 'u32',
  reserved3: 'u32',
} as const satisfies Fields;

/** Sets of rows, by their place in the plan. */
export const sets = { train: 0, heldOut: 1, asked: 2 } as const;

export const networkFields = {
  layers: 'u32',
  inputs: 'u32',
  outputs: 'u32',
  parameters: 'u32',
  replicas: 'u32',
  // Columns of a row's cells.
  columns: 'u32',
  // Workgroups that share the evaluation of a replica.
  lanes: 'u32',
  // Numbers of each replica's order.
  orderStride: 'u32',
  optimizer: 'u32',
  moments: 'u32',
  clipping: 'u32',
  loss: 'u32',
  // 1: the loss takes what the output layer's softmax is given.
  takesLogits: 'u32',
  // 1: the output layer is a softmax.
  mixes: 'u32',
  omega: 'f32',
  huberDelta: 'f32',
  // Of a single output: class 1 is above it, class 2 is one more above, and so on up to the last.
  middle: 'f32',
  l1: 'f32',
  l2: 'f32',
  lastClass: 'f32',
} as const satisfies Fields;

/** Where the parts of `Plan` begin, in bytes. */
const layersBytes = mostLayers * recordBytes(layerFields);
const setsBytes = Object.keys(sets).length * recordBytes(setFields);
export const planPlaces = {
  layer: (index: number) => index * recordBytes(layerFields),
  set: (index: number) => layersBytes + index * recordBytes(setFields),
  rule: layersBytes + setsBytes,
  network: layersBytes + setsBytes + recordBytes(ruleFields),
  bytes: layersBytes + setsBytes + recordBytes(ruleFields) + recordBytes(networkFields),
} as const;

/** What a dispatch is for. */
export const rangeFields = {
  // Steps in the table, or passes over a set: from first to before end.
  first: 'u32',
  end: 'u32',
  rowSet: 'u32',
  rows: 'u32',
  // The first that takes part.
  replica: 'u32',
  // Where results begin.
  resultsAt: 'u32',
  // Of four rows, that a workgroup takes at once.
  blocks: 'u32',
  // Of `infer` 1: answers are wanted, not scores; of `takePhase` which one.
  phase: 'u32',
  // That a phase is for.
  layer: 'u32',
  reserved1: 'u32',
  reserved2: 'u32',
  reserved3: 'u32',
} as const satisfies Fields;

/** One optimizer step of all replicas. */
export const stepFields = {
  // Where the batch begins in the first replica's order, and its rows.
  orderAt: 'u32',
  rows: 'u32',
  // Steps taken before this one: counts dropout masks.
  stepsBefore: 'u32',
  stepInSegment: 'u32',
  // 1: the segment's last, whose readings have this index.
  isLast: 'u32',
  reading: 'u32',
  // 1: the gradient norm is asked for.
  wantsNorm: 'u32',
  // Adam's 1 / (1 − β₁ᵗ) and 1 / (1 − β₂ᵗ).
  meanCorrection: 'f32',
  squareCorrection: 'f32',
} as const satisfies Fields;

/** What a replica has to itself, and what is known of its training. */
export const replicaFields = {
  weightDecay: 'f32',
  // Bound of clipping.
  clipAt: 'f32',
  dropoutSeed: 'u32',
  // 1: its loss was not finite once.
  frozen: 'u32',
  // Σ batch loss × rows of the segment: of the last 32 steps, of the last 1024, of the others. Sums of sums keep
  // float32 exact enough over any number of steps.
  near: 'f32',
  middle: 'f32',
  far: 'f32',
  lastLoss: 'f32',
  gradientNorm: 'f32',
  // Step of the segment whose loss was first not finite, or −1.
  nonFiniteStep: 'f32',
} as const satisfies Fields;

/** The structs of a plan and the buffers that all kernels share. */
export const planWgsl = /* wgsl */ `${structWgsl('Layer', layerFields)}${structWgsl('RowSet', setFields)}${structWgsl('Network', networkFields)}${structWgsl('Range', rangeFields)}${structWgsl('Replica', replicaFields)}
struct Plan {
  layers: array<Layer, ${mostLayers}>,
  sets: array<RowSet, ${Object.keys(sets).length}>,
  rule: Rule,
  network: Network,
}
@group(0) @binding(0) var<uniform> plan: Plan;
@group(0) @binding(1) var<uniform> range: Range;
@group(0) @binding(4) var<storage, read> orders: array<u32>;
@group(0) @binding(5) var<storage, read> data: array<f32>;
@group(0) @binding(6) var<storage, read_write> replicas: array<Replica>;`;
