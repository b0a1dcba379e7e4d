import { describe, expect, test } from 'vitest';
import type { Engine } from '#src/engine/contract/engine.ts';
import { tfjsEngine } from '#src/engine/tfjs/engine.ts';
import { wasmEngine } from '#src/engine/wasm/engine.ts';
import { webglEngine } from '#src/engine/webgl/engine.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { presets } from '#src/experiment/presets.ts';
import type { EpochRecord } from '#src/records/epoch-record.ts';
import { registered } from '../../support/engines.ts';
import { tolerance } from '../../support/parity.ts';
import { SessionHarness } from '../../support/session-harness.ts';

const epochs = 10;

/** Steps that are asked for at the most of engines drawn in software: presets with longer epochs get fewer points. */
const mostSteps = { webgl: 200, tfjs: 20 };

/**
 * A fixed order under Adam: roundings grow a thousandfold in an epoch, so that from the fifth on no two engines need
 * agree. Float32 leaves float64 there in the oracle, too.
 */
const comparable: Readonly<Record<string, number>> = { 'sine-hybrid': 4, 'sine-fixed': 4 };

type Curve = readonly Omit<EpochRecord, 'seconds'>[];

/** The first epochs of an experiment. @throws Error where the engine declines it */
async function firstEpochs(engine: Engine, experiment: Experiment): Promise<Curve> {
  const harness = new SessionHarness({ engines: registered(engine) });
  await harness.open('run', { ...experiment, engine: engine.id });
  await harness.train('run', { unit: 'epochs', count: epochs });
  const curve = harness.curve('run');
  await harness.request('close', 'run');
  return curve;
}

const losses = ['runningLoss', 'trainLoss', 'heldOutLoss'] as const;

/** The largest difference of losses up to each epoch: max |Δloss| / max(1, loss). */
function distances(a: Curve, b: Curve): number[] {
  let most = 0;
  return b.map((record, i) => {
    for (const loss of losses) {
      const distance = Math.abs((a[i]?.[loss] ?? Number.NaN) - record[loss]);
      // Both NaN: an epoch without evaluation.
      if (Number.isNaN(record[loss]) && a[i] !== undefined && Number.isNaN(a[i][loss])) continue;
      most = Math.max(most, distance / Math.max(1, Math.abs(record[loss])));
    }
    return most;
  });
}

/** Relative changes of the learning rate, some float32 roundings in size. */
const nudges = [2 ** -16, -(2 ** -17), 2 ** -18];

/** Experiments differ in how far roundings carry them: allowed is ten times as much as a nudge moves the reference. */
async function expectAgreement(
  engine: Engine,
  experiment: Experiment,
  compared = epochs,
): Promise<void> {
  const reference = await firstEpochs(wasmEngine, experiment);
  const moved: number[][] = [];
  for (const nudge of nudges) {
    const learningRate = experiment.learningRate * (1 + nudge);
    moved.push(
      distances(await firstEpochs(wasmEngine, { ...experiment, learningRate }), reference),
    );
  }
  const actual = await firstEpochs(engine, experiment);
  expect(actual.map(({ step }) => step)).toEqual(reference.map(({ step }) => step));
  const apart = distances(actual, reference).slice(0, compared);
  apart.forEach((distance, i) => {
    const allowed = Math.max(tolerance.loss, ...moved.map((each) => 10 * (each[i] as number)));
    expect(distance, `epoch ${i + 1}`).toBeLessThanOrEqual(allowed);
  });
}

function shortened(experiment: Experiment, steps: number): Experiment {
  const points = Math.floor((steps / epochs) * experiment.batchSize);
  return { ...experiment, trainCount: Math.min(experiment.trainCount, points) };
}

const named = presets.map(({ id, experiment }) => [id, experiment] as const);

describe('the first epochs of the presets are those of WebAssembly', () => {
  test.each(named)('on WebGL: %s', async (id, experiment) => {
    const short = shortened(experiment, mostSteps.webgl);
    const agreement = expectAgreement(webglEngine, short, comparable[id]);
    if (experiment.labelShape === 'match') return agreement;
    await expect(agreement).rejects.toMatchObject({
      failure: {
        reasons: expect.arrayContaining([{ engine: 'webgl', message: { id: 'all_pairs' } }]),
      },
    });
  });

  test.each(named)('on TensorFlow.js: %s', async (id, experiment) => {
    await expectAgreement(tfjsEngine, shortened(experiment, mostSteps.tfjs), comparable[id]);
  });
});
