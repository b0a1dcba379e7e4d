import type { Engine } from '#src/engine/contract/engine.ts';
import type { EngineMessage } from '#src/engine/contract/messages.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import { createGpuEngine } from '#src/engine/gpu/gpu-engine.ts';
import { tilesSize } from '#src/engine/gpu/tiles.ts';
import { type Device, type Opened, openDevice, proveDevice } from '#src/engine/webgl/device.ts';
import { mostRectangles } from '#src/engine/webgl/glsl/tiles.ts';
import {
  type Capacity,
  groupsOf,
  layoutBytes,
  layoutOf,
  targetGroups,
} from '#src/engine/webgl/layout.ts';
import { lineHeight } from '#src/engine/webgl/textures.ts';
import { webglTraits } from '#src/engine/webgl/traits.ts';

/** What every WebGL 2 device of the last years can do; `probe` finds out what this one can. */
const commonCapacity: Capacity = { colorTargets: 4, textureSize: 8192 };

/** Memory that textures may take, in bytes. */
const mostBytes = 2 ** 30;

const mostOutputs = 16;

/**
 * Our own WebGL 2 kernels.
 *
 * @param mostTargets 4 lays textures out as for a device with few render targets
 */
export function createWebglEngine(mostTargets: 4 | 8 = 8): Engine {
  return createGpuEngine<Opened, Device>({
    id: 'webgl',
    traits: webglTraits,
    open: openDevice,
    prove: (opened) => proveDevice(opened, mostTargets),
    isLost: ({ context }) => context.isLost(),
    refusal: (plan, device) => refusal(plan, device?.capacity ?? commonCapacity),
    create: async (device, plan, signal) => {
      const { WebglTrainer } = await import('#src/engine/webgl/trainer.ts');
      return WebglTrainer.create(device, plan, signal);
    },
  });
}

export const webglEngine: Engine = createWebglEngine();

function refusal(plan: ModelPlan, capacity: Capacity): EngineMessage | null {
  const { network, replicas } = plan;
  if (plan.loss.labelShape === 'row') {
    return { id: 'all_pairs' };
  }
  if (network.outputs > mostOutputs) return { id: 'most_outputs', values: { most: mostOutputs } };
  if (network.layers.length >= mostRectangles) {
    return { id: 'most_layers', values: { most: mostRectangles - 1 } };
  }
  const layout = layoutOf(plan, capacity);
  const { tile, slices } = layout;
  const { activations, deltas } = layout.columns;
  const state = tilesSize(tile, replicas.length * slices);
  const rows = replicas.length * (plan.rows + plan.heldOutRows);
  const sides = [
    tile.height,
    state.width,
    ...activations.widths,
    ...deltas.widths,
    lineHeight(rows * Math.max(groupsOf(network.inputs + 1), targetGroups(plan))),
    lineHeight(replicas.length * plan.rows),
  ];
  if (Math.max(...sides) > capacity.textureSize || layoutBytes(plan, layout) > mostBytes) {
    return { id: 'textures_too_small' };
  }
  return null;
}
