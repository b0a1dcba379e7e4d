import { bufferUsage, mapMode } from '#src/engine/webgpu/flags.ts';
import { mix32Wgsl } from '#src/engine/webgpu/wgsl/dropout.ts';
import { mix32 } from '#src/lib/mix32.ts';

const threads = 64;

/** Numbers with all 24 bits of a float32 in use, and the neighbour of 1. */
const inputs = Float32Array.from({ length: 2 * threads }, (_, i) =>
  i === 0 ? 1 + 2 ** -23 : (mix32(i) - 2 ** 31) / 2 ** 31,
);

const code = /* wgsl */ `${mix32Wgsl}
@group(0) @binding(0) var<storage, read> inputs: array<vec2f>;
@group(0) @binding(1) var<storage, read_write> outputs: array<vec4f>;
var<workgroup> hashes: array<u32, ${threads}>;
@compute @workgroup_size(${threads})
fn main(@builtin(local_invocation_index) i: u32) {
  hashes[i] = mix32(i);
  workgroupBarrier();
  let x = inputs[i];
  let infinite = (3e38 + x.y) * 3e38;
  let isFinite = (bitcast<u32>(infinite) & 0x7f800000) != 0x7f800000;
  outputs[i] = vec4f(
    x.x - 1, x.x * x.y + 1, f32(hashes[${threads - 1} - i] >> 8), select(0f, 1f, isFinite));
}`;

/**
 * A small known computation in a workgroup: float32 kept to its last bit, 32-bit integers, memory that its invocations
 * share, and infinity told by its bits.
 *
 * @returns what is wrong, in words, or null
 */
export async function selfTest(gpu: GPUDevice): Promise<string | null> {
  const { storage, copySource, copyTarget, mapRead } = bufferUsage;
  const size = 16 * threads;
  const buffers = [storage | copyTarget, storage | copySource, mapRead | copyTarget].map((usage) =>
    gpu.createBuffer({ size, usage }),
  );
  const [given, found, read] = buffers as [GPUBuffer, GPUBuffer, GPUBuffer];
  try {
    const module = gpu.createShaderModule({ code });
    const pipeline = await gpu.createComputePipelineAsync({ layout: 'auto', compute: { module } });
    gpu.queue.writeBuffer(given, 0, inputs);
    const encoder = gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    const entries = [given, found].map((buffer, binding) => ({ binding, resource: { buffer } }));
    const layout = pipeline.getBindGroupLayout(0);
    pass.setBindGroup(0, gpu.createBindGroup({ layout, entries }));
    pass.dispatchWorkgroups(1);
    pass.end();
    encoder.copyBufferToBuffer(found, 0, read, 0, size);
    gpu.queue.submit([encoder.finish()]);
    await read.mapAsync(mapMode.read);
    return compare(new Float32Array(read.getMappedRange()));
  } finally {
    for (const buffer of buffers) buffer.destroy();
  }
}

function compare(outputs: Float32Array): string | null {
  for (let i = 0; i < threads; i++) {
    const [x, y] = [inputs[2 * i] as number, inputs[2 * i + 1] as number];
    const [difference, product, hash, finite] = outputs.subarray(4 * i) as unknown as number[];
    if (difference !== Math.fround(x - 1)) return 'it does not keep float32 to the last bit';
    // Rounded once or twice: a fused multiply-add is as good.
    if (!(Math.abs((product as number) - (x * y + 1)) <= 2 ** -20))
      return 'it multiplies inexactly';
    if (hash !== mix32(threads - 1 - i) >>> 8)
      return 'its invocations do not share 32-bit integers';
    if (finite !== 0) return 'it does not tell infinity from a number';
  }
  return null;
}
