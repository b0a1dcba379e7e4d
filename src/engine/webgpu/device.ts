import { EngineError } from '#src/engine/contract/messages.ts';
import { DeviceLostError } from '#src/engine/contract/trainer.ts';
import { shaderStage } from '#src/engine/webgpu/flags.ts';
import { Pipelines } from '#src/engine/webgpu/pipelines.ts';
import { selfTest } from '#src/engine/webgpu/self-test.ts';

/** A WebGPU device of our own. */
export interface Device {
  readonly gpu: GPUDevice;
  /** In words, e.g. "NVIDIA GeForce RTX 3060", "SwiftShader (software)". */
  readonly name: string;
  readonly software: boolean;
  /** Bytes of a workgroup's own memory. */
  readonly groupBytes: number;
  /** Bytes that a binding may have. */
  readonly bindingBytes: number;
  readonly pipelines: Pipelines;
  /** Aborts when the device is lost. */
  readonly lost: AbortSignal;
  /** Gives the device up, whose own news of its loss may come late. @returns the error for work that is left undone */
  loss(): DeviceLostError;
}

/** @throws EngineError where there is no device */
export async function openDevice(): Promise<Device> {
  if (typeof navigator === 'undefined' || !('gpu' in navigator)) {
    throw new EngineError({ id: 'no_webgpu' });
  }
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new EngineError({ id: 'no_adapter' });
  const { maxComputeWorkgroupStorageSize, maxStorageBufferBindingSize, maxBufferSize } =
    adapter.limits;
  const gpu = await adapter.requestDevice({
    requiredLimits: { maxComputeWorkgroupStorageSize, maxStorageBufferBindingSize, maxBufferSize },
  });
  const lost = new AbortController();
  void gpu.lost.then(() => lost.abort());
  const { name, software } = describe(adapter.info);
  return {
    gpu,
    name,
    software,
    groupBytes: maxComputeWorkgroupStorageSize,
    bindingBytes: maxStorageBufferBindingSize,
    pipelines: new Pipelines(gpu, bindGroupLayout(gpu)),
    lost: lost.signal,
    loss: () => {
      lost.abort();
      gpu.destroy();
      return new DeviceLostError('the graphics device was lost under the training');
    },
  };
}

/** @returns the device, which has shown that it computes rightly; @throws EngineError where it does not */
export async function proveDevice(device: Device): Promise<Device> {
  const { gpu, name } = device;
  const detail = await selfTest(gpu).catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
  if (detail === null) return device;
  device.loss();
  throw new EngineError({ id: 'self_test_failed', values: { device: name, detail } });
}

/** The bindings that all kernels share; each uses some of them. The range has a dynamic offset. */
function bindGroupLayout(gpu: GPUDevice): GPUBindGroupLayout {
  const inputs = ['steps', 'learningRates', 'orders', 'data'];
  const kept = ['replicas', 'state', 'scratch', 'results'];
  const buffers: GPUBufferBindingLayout[] = [
    { type: 'uniform' },
    { type: 'uniform', hasDynamicOffset: true },
    ...inputs.map(() => ({ type: 'read-only-storage' }) as const),
    ...kept.map(() => ({ type: 'storage' }) as const),
  ];
  return gpu.createBindGroupLayout({
    entries: buffers.map((buffer, binding) => ({
      binding,
      visibility: shaderStage.compute,
      buffer,
    })),
  });
}

/** Adapters that compute on the processor. */
const softwareAdapters = /swiftshader|llvmpipe|lavapipe|basic render|software/i;

function describe(info: GPUAdapterInfo): { name: string; software: boolean } {
  const { vendor, architecture, device, description, isFallbackAdapter } = info;
  const words = [vendor, architecture, device, description].join(' ');
  const software = isFallbackAdapter || softwareAdapters.test(words);
  const long = description || [vendor, architecture].filter(Boolean).join(' ') || 'a GPU';
  const name = /swiftshader/i.test(words) ? 'SwiftShader' : long;
  return { name: software ? `${name} (software)` : name, software };
}
