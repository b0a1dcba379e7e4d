import type { Engine } from '#src/engine/contract/engine.ts';
import type { EngineMessage } from '#src/engine/contract/messages.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import { createGpuEngine } from '#src/engine/gpu/gpu-engine.ts';
import { type Device, openDevice, proveDevice } from '#src/engine/webgpu/device.ts';
import { layoutOf } from '#src/engine/webgpu/layout.ts';
import { bufferBytes } from '#src/engine/webgpu/resources.ts';
import { webgpuTraits } from '#src/engine/webgpu/traits.ts';
import { mostLayers } from '#src/engine/webgpu/wgsl/plan.ts';

/** What every WebGPU device can do; `probe` finds out what this one can. */
const commonLimits = { groupBytes: 2 ** 14, bindingBytes: 2 ** 27 } as const;

/** Memory that buffers may take, in bytes. */
const mostBytes = 2 ** 30;

/** Our own WebGPU kernels. */
export function createWebgpuEngine(): Engine {
  return createGpuEngine<Device, Device>({
    id: 'webgpu',
    traits: webgpuTraits,
    open: openDevice,
    prove: proveDevice,
    isLost: ({ lost }) => lost.aborted,
    refusal: (plan, device) => refusal(plan, device ?? commonLimits),
    create: async (device, plan, signal) => {
      const { WebgpuTrainer } = await import('#src/engine/webgpu/trainer.ts');
      return WebgpuTrainer.create(device, plan, signal);
    },
  });
}

export const webgpuEngine: Engine = createWebgpuEngine();

function refusal(
  plan: ModelPlan,
  { groupBytes, bindingBytes }: Pick<Device, 'groupBytes' | 'bindingBytes'>,
): EngineMessage | null {
  const { network } = plan;
  if (plan.loss.labelShape === 'row') return { id: 'all_pairs' };
  if (network.layers.length > mostLayers) {
    return { id: 'most_layers', values: { most: mostLayers } };
  }
  const sizes = Object.values(bufferBytes(plan, layoutOf(plan, groupBytes)));
  const largest = Math.max(...sizes);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const megabytes = (size: number): number => Math.ceil(size / 2 ** 20);
  if (largest > bindingBytes) {
    const values = { needed: megabytes(largest), limit: megabytes(bindingBytes) };
    return { id: 'memory', values };
  }
  if (all <= mostBytes) return null;
  return { id: 'memory', values: { needed: megabytes(all), limit: megabytes(mostBytes) } };
}
