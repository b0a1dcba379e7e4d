import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import { readKernels } from '#src/engine/wasm/read-kernels.ts';
import { presets } from '#src/experiment/presets.ts';
import { registered } from '../../support/engines.ts';
import { SessionHarness } from '../../support/session-harness.ts';

/** Running, training and held-out loss after each epoch; null: not measured. */
type Losses = readonly (readonly [number, number | null, number | null])[];

/** What the presets' first ten epochs came to in release 0.1.0, on kernels without relaxed SIMD. */
const recorded: Readonly<Record<string, Losses>> = JSON.parse(
  readFileSync(new URL('../../fixtures/first-losses.json', import.meta.url), 'utf8'),
);

const measured = (loss: number) => (Number.isNaN(loss) ? null : loss);

test.each(presets.map(({ id, experiment }) => [id, experiment] as const))(
  '%s begins as it always did, bit for bit',
  async (id, experiment) => {
    const engine = createWasmEngine(readKernels);
    const harness = new SessionHarness({ engines: registered(engine) });
    await harness.open('run', experiment);
    await harness.train('run', { unit: 'epochs', count: 10 });
    const losses = harness
      .curve('run')
      .map((record) => [
        record.runningLoss,
        measured(record.trainLoss),
        measured(record.heldOutLoss),
      ]);
    expect(losses).toEqual(recorded[id]);
  },
);
