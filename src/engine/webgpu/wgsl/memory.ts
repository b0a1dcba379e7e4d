import { structWgsl } from '#src/engine/webgpu/wgsl/records.ts';

/** What compiles into a kernel; all other sizes are in the plan. */
export interface KernelShape {
  /** Invocations of a workgroup. */
  readonly threads: number;
  /** How many of each it can keep in its own memory; 0: in the device's. */
  readonly cells: number;
  readonly weights: number;
  readonly gradients: number;
}

/**
 * Where a workgroup keeps what it works on. A *cell* is one number of each of a block's four rows; a block has a row of
 * cells, whose columns are those of `layout.ts`. Weights and gradients are numbered as in the parameter vector.
 */
export function memoryWgsl(shape: KernelShape): string {
  const { threads, cells, weights, gradients } = shape;
  const inGroup = (name: string, type: string, count: number) =>
    count > 0 ? `var<workgroup> ${name}: array<${type}, ${count}>;` : '';
  const cell = `${cells > 0 ? 'cells[' : 'scratch[here.cells + '}block * plan.network.columns + column]`;
  const slot = (s: number | string, i: string) =>
    `state[(${s}) * plan.network.replicas * plan.network.parameters + here.parameters + ${i}]`;
  const weight = weights > 0 ? 'weights[i]' : slot(0, 'i');
  const gradient = gradients > 0 ? 'gradients[i]' : slot('1 + plan.network.moments', 'i');
  const isAllInside = cells > 0 && weights > 0 && gradients > 0;
  return /* wgsl */ `
@group(0) @binding(7) var<storage, read_write> state: array<f32>;
@group(0) @binding(8) var<storage, read_write> scratch: array<vec4f>;
const threads: u32 = ${threads};
${inGroup('cells', 'vec4f', cells)}
${inGroup('weights', 'f32', weights)}
${inGroup('gradients', 'f32', gradients)}
var<workgroup> sums: array<f32, ${threads}>;
${structWgsl('Here', { thread: 'u32', stride: 'u32', parameters: 'u32', cells: 'u32' })}
var<private> here: Here;
fn sync() {
  workgroupBarrier();
  ${isAllInside ? '' : 'storageBarrier();'}
}
fn cellAt(block: u32, column: u32) -> vec4f { return ${cell}; }
fn setCell(block: u32, column: u32, value: vec4f) { ${cell} = value; }
fn weightAt(i: u32) -> f32 { return ${weight}; }
fn setWeight(i: u32, value: f32) { ${weight} = value; }
fn momentAt(m: u32, i: u32) -> f32 { return ${slot('1 + m', 'i')}; }
fn setMoment(m: u32, i: u32, value: f32) { ${slot('1 + m', 'i')} = value; }
fn gradientAt(i: u32) -> f32 { return ${gradient}; }
fn setGradient(i: u32, value: f32) { ${gradient} = value; }
// Says which of the invocations this is that share a replica's work; its cells are those of a place.
fn stand(thread: u32, stride: u32, replica: u32, place: u32) {
  let cells = place * range.blocks * plan.network.columns;
  here = Here(thread, stride, replica * plan.network.parameters, cells);
}
// The 1 behind each layer's inputs that its biases are multiplied by.
fn setOnes() {
  for (var i = here.thread; i < range.blocks * plan.network.layers; i += here.stride) {
    let layer = plan.layers[i / range.blocks];
    setCell(i % range.blocks, layer.inputsAt + layer.inputs, vec4f(1));
  }
}
// A workgroup begins with a replica, and brings its weights.
fn enter(thread: u32, replica: u32, place: u32) {
  stand(thread, threads, replica, place);
  ${weights > 0 ? `for (var i = thread; i < plan.network.parameters; i += threads) { weights[i] = ${slot(0, 'i')}; }` : ''}
  setOnes();
  sync();
}
fn leave() {
  ${weights > 0 ? `for (var i = here.thread; i < plan.network.parameters; i += threads) { ${slot(0, 'i')} = weights[i]; }` : ''}
}
// The sum over the workgroup's invocations, always in the same order.
fn total(value: f32) -> f32 {
  sums[here.thread] = value;
  for (var reach = threads / 2; reach > 0; reach /= 2) {
    workgroupBarrier();
    if (here.thread < reach) { sums[here.thread] += sums[here.thread + reach]; }
  }
  workgroupBarrier();
  let sum = sums[0];
  workgroupBarrier();
  return sum;
}`;
}
