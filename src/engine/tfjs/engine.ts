import type { Engine, Probe } from '#src/engine/contract/engine.ts';
import { lookAtGraphics } from '#src/engine/tfjs/graphics.ts';

let probed: Probe | null = null;

/**
 * Stock TensorFlow.js: the independent reference, which runs whatever the other engines decline. On WebGL where there
 * is one, else on its CPU backend. TensorFlow.js itself is loaded with the first trainer.
 */
export const tfjsEngine: Engine = {
  id: 'tfjs',
  probe: async () => {
    probed ??= probe();
    return probed;
  },
  supports: (plan) =>
    plan.replicas.length === 1
      ? { ok: true }
      : { ok: false, reason: 'TensorFlow.js trains one set of parameters at a time' },
  create: async (plan, signal) => {
    const { createTrainer } = await import('#src/engine/tfjs/trainer.ts');
    return createTrainer(plan, signal);
  },
};

function probe(): Probe {
  const graphics = lookAtGraphics();
  return graphics.ok
    ? { ok: true, device: `TensorFlow.js on ${graphics.renderer}`, software: graphics.software }
    : { ok: true, device: `TensorFlow.js on the CPU (${graphics.reason})`, software: true };
}
