import type { Engine, Probe, Support } from '#src/engine/contract/engine.ts';
import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import { type Device, openDevice } from '#src/engine/webgl/device.ts';
import { mostRectangles } from '#src/engine/webgl/glsl/tiles.ts';
import {
  type Capacity,
  groupsOf,
  layoutBytes,
  layoutOf,
  tilesSize,
} from '#src/engine/webgl/layout.ts';
import { lineHeight } from '#src/engine/webgl/textures.ts';

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
  let device: Device | null = null;
  const open = (): Device => {
    if (device === null || device.context.isLost()) device = openDevice(mostTargets);
    return device;
  };
  return {
    id: 'webgl',
    probe: async (): Promise<Probe> => {
      try {
        const { name, software } = open();
        return { ok: true, device: name, software };
      } catch (error) {
        return { ok: false, reason: error instanceof Error ? error.message : String(error) };
      }
    },
    supports: (plan) => support(plan, device?.capacity ?? commonCapacity),
    create: async (plan, signal) => {
      signal.throwIfAborted();
      const current = open();
      const answer = support(plan, current.capacity);
      if (!answer.ok) throw new Error(answer.reason);
      const { WebglTrainer } = await import('#src/engine/webgl/trainer.ts');
      return WebglTrainer.create(current, plan, signal);
    },
  };
}

export const webglEngine: Engine = createWebglEngine();

function support(plan: ModelPlan, capacity: Capacity): Support {
  const reason = refusal(plan, capacity);
  return reason === null ? { ok: true } : { ok: false, reason };
}

function refusal(plan: ModelPlan, capacity: Capacity): string | null {
  const { network, replicas } = plan;
  if (plan.loss.labelShape === 'row') {
    return 'losses that pair every prediction with every label are not made for the GPU';
  }
  if (network.outputs > mostOutputs) return `it takes at most ${mostOutputs} outputs`;
  if (network.layers.length >= mostRectangles) {
    return `it takes at most ${mostRectangles - 1} layers`;
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
    lineHeight(rows * Math.max(groupsOf(network.inputs + 1), groupsOf(network.outputs))),
    lineHeight(replicas.length * plan.rows),
  ];
  if (Math.max(...sides) > capacity.textureSize || layoutBytes(plan, layout) > mostBytes) {
    return 'parameters, replicas and rows together do not fit into the textures of this device';
  }
  return null;
}
