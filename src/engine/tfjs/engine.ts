import type { Engine, Probe } from '#src/engine/contract/engine.ts';
import { lookAtGraphics } from '#src/engine/tfjs/graphics.ts';
import { tfjsTraits } from '#src/engine/tfjs/traits.ts';

/** Rows of which each prediction meets each label: an evaluation takes seconds, and hears nothing meanwhile. */
const pairLimit = 10_000;

let probed: Probe | null = null;

/**
 * Stock TensorFlow.js: the independent reference, which runs whatever the other engines decline. On WebGL where there
 * is one, else on its CPU backend. TensorFlow.js itself is loaded with the first trainer.
 */
export const tfjsEngine: Engine = {
  id: 'tfjs',
  traits: tfjsTraits,
  probe: async () => {
    probed ??= probe();
    return probed;
  },
  supports(plan) {
    if (plan.replicas.length > 1) return { ok: false, reason: { id: 'one_replica' } };
    const { loss, rows, heldOutRows } = plan;
    if (loss.labelShape === 'row' && Math.max(rows, heldOutRows) > pairLimit) {
      const values = { loss: loss.id, rows: pairLimit };
      return { ok: false, reason: { id: 'most_pairs', values } };
    }
    const create = async (signal: AbortSignal) => {
      const { createTrainer } = await import('#src/engine/tfjs/trainer.ts');
      return createTrainer(plan, signal);
    };
    return { ok: true, create };
  },
};

function probe(): Probe {
  const graphics = lookAtGraphics();
  return graphics.ok
    ? { ok: true, device: `TensorFlow.js on ${graphics.renderer}`, software: graphics.software }
    : { ok: true, device: `TensorFlow.js on the CPU (${graphics.reason})`, software: true };
}
