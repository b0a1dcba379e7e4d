import { bufferUsage, mapMode } from '#src/engine/webgpu/flags.ts';
import type { Vec4 } from './run-glsl.ts';

const adapter = await navigator.gpu.requestAdapter();
const gpu = await adapter!.requestDevice();

/**
 * Runs statements of WGSL once for each input.
 *
 * @param declarations functions that the statements use
 * @param body reads the input `x` and its index `i`; writes what it finds to `first` and `second`
 * @returns of each input both
 */
export async function runWgsl(
  declarations: string,
  body: string,
  inputs: readonly Vec4[],
): Promise<(readonly [Vec4, Vec4])[]> {
  const code = `${declarations}
@group(0) @binding(0) var<storage, read> xs: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> found: array<vec4f>;
@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&xs)) { return; }
  let x = xs[i];
  var first = vec4f(0);
  var second = vec4f(0);
  ${body}
  found[2 * i] = first;
  found[2 * i + 1] = second;
}`;
  const module = gpu.createShaderModule({ code });
  const pipeline = await gpu.createComputePipelineAsync({ layout: 'auto', compute: { module } });
  const { storage, copySource, copyTarget, mapRead } = bufferUsage;
  const numbers = Float32Array.from(inputs.flat());
  const buffer = (size: number, usage: number) => gpu.createBuffer({ size, usage });
  const given = buffer(numbers.byteLength, storage | copyTarget);
  const results = buffer(2 * numbers.byteLength, storage | copySource);
  const read = buffer(2 * numbers.byteLength, mapRead | copyTarget);
  gpu.queue.writeBuffer(given, 0, numbers);
  const encoder = gpu.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  const entries = [given, results].map((own, binding) => ({ binding, resource: { buffer: own } }));
  const layout = pipeline.getBindGroupLayout(0);
  pass.setBindGroup(0, gpu.createBindGroup({ layout, entries }));
  pass.dispatchWorkgroups(Math.ceil(inputs.length / 32));
  pass.end();
  encoder.copyBufferToBuffer(results, 0, read, 0, results.size);
  gpu.queue.submit([encoder.finish()]);
  await read.mapAsync(mapMode.read);
  const found = new Float32Array(read.getMappedRange().slice(0));
  for (const own of [given, results, read]) own.destroy();
  const at = (i: number) => Array.from(found.subarray(4 * i, 4 * i + 4)) as unknown as Vec4;
  return inputs.map((_, i) => [at(2 * i), at(2 * i + 1)]);
}
