import { expect, test } from 'vitest';
import { createWasmEngine } from '#src/engine/wasm/engine.ts';
import { readKernels } from '#src/engine/wasm/read-kernels.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { presetById } from '#src/experiment/presets.ts';
import type { EpochRecord } from '#src/records/epoch-record.ts';
import { registered } from '../../support/engines.ts';
import { timelessRows } from '../../support/record-tables.ts';
import { SessionHarness, trainedCurve } from '../../support/session-harness.ts';

// What the texts of the stories say of their experiments.

/** What guessing scores among three classes. */
const guessing = Math.log(3);

/** A perfect answer's score through a second softmax: −ln(e / (e + 2)). */
const floor = -Math.log(Math.E / (Math.E + 2));

const wasm = createWasmEngine(readKernels);

/** A preset trained to its end. */
async function story(id: string, change: Partial<Experiment> = {}) {
  const experiment = presetById(id)?.experiment;
  if (experiment === undefined) throw new Error(`no preset ${id}`);
  const { harness } = await trainedCurve(
    { engines: registered(wasm) },
    { ...experiment, ...change },
  );
  const curve = harness.curve('run');
  const last = curve.at(-1);
  const header = harness.of('header')[0]?.header;
  const snapshot = harness.of('snapshot').at(-1)?.snapshot;
  if (last === undefined || header === undefined || snapshot === undefined)
    throw new Error('no epoch was trained');
  return { curve, last, header, snapshot };
}

/** A preset with each of the first seeds, at its end. */
async function ends(id: string, change: Partial<Experiment> = {}, seeds = 16) {
  const experiment = presetById(id)?.experiment;
  if (experiment === undefined) throw new Error(`no preset ${id}`);
  const jobs = Array.from({ length: seeds }, (_, seed) => ({
    experiment: { ...experiment, ...change, seed },
  }));
  const outputs = await new SessionHarness({ engines: registered(wasm) }).team([jobs]);
  return outputs.map((output) => {
    const last = output.ok ? timelessRows(output.result.records).at(-1) : undefined;
    if (last === undefined) throw new Error('no epoch was trained');
    return last as unknown as EpochRecord;
  });
}

test('sum-bin as posted: near 0.6 and above 97 % for 15 of 16 seeds, and seed 2 is stuck', async () => {
  const all = await ends('sum-bin-posted');
  const right = all.filter(({ trainAccuracy }) => trainAccuracy > 0.97);
  expect(right).toHaveLength(15);
  for (const { runningLoss, heldOutAccuracy } of right) {
    expect(runningLoss).toBeGreaterThan(floor);
    expect(runningLoss).toBeLessThan(0.65);
    expect(heldOutAccuracy).toBeGreaterThan(0.96);
  }
  const mean = right.reduce((sum, { runningLoss }) => sum + runningLoss, 0) / right.length;
  expect(mean).toBeGreaterThan(0.58);
  expect(mean).toBeLessThan(0.63);
  expect(all[2]?.runningLoss).toBeCloseTo(guessing, 2);
  expect(all[2]?.trainAccuracy).toBeLessThan(0.4);
});

test('one unit learns sum-bin with 12 of 16 seeds', async () => {
  const posted = presetById('sum-bin-posted')?.experiment;
  const layers = posted?.layers.slice(0, 1).map((layer) => ({ ...layer, units: 1 })) ?? [];
  const all = await ends('sum-bin-posted', { layers });
  const right = all.filter(({ trainAccuracy }) => trainAccuracy >= 0.97);
  expect(right.length).toBeGreaterThanOrEqual(11);
  expect(right.length).toBeLessThanOrEqual(12);
});

test('deep and narrow, 9 of 16 seeds of sum-bin guess, and 2 pass 90 %', async () => {
  const all = await ends('sum-bin-deep', { evaluateEvery: 50 });
  const count = (is: (accuracy: number) => boolean) =>
    all.filter(({ trainAccuracy }) => is(trainAccuracy)).length;
  expect(count((accuracy) => accuracy < 0.4)).toBe(9);
  expect(count((accuracy) => accuracy > 0.9)).toBe(2);
}, 180_000);

test('spirals: all right with 32 units in each of two layers, not all with 4 and 2', async () => {
  for (const { trainAccuracy } of await ends('spirals', { evaluateEvery: 200 }))
    expect(trainAccuracy).toBe(1);
  const small = presetById('spirals')?.experiment.layers.map((layer, i) => ({
    ...layer,
    units: [4, 2][i] ?? 1,
  }));
  for (const { trainAccuracy } of await ends('spirals', {
    layers: small ?? [],
    evaluateEvery: 200,
  })) {
    expect(trainAccuracy).toBeGreaterThan(0.8);
    expect(trainAccuracy).toBeLessThan(0.995);
  }
}, 180_000);

test('a stuck seed of sum-bin guesses from its first epochs on', async () => {
  const { curve } = await story('sum-bin-posted', { seed: 2, evaluateEvery: 1 });
  expect(curve).toHaveLength(50);
  for (const { trainLoss } of curve.slice(5)) expect(trainLoss).toBeCloseTo(guessing, 2);
});

test('sum-mod as posted stays at ln 3', async () => {
  const { curve, last } = await story('sum-mod-posted');
  expect(curve).toHaveLength(50);
  for (const { runningLoss } of curve) expect(runningLoss).toBeCloseTo(guessing, 1);
  expect(last.runningLoss).toBeCloseTo(guessing, 2);
  expect(last.heldOutLoss).toBeCloseTo(guessing, 1);
  expect(last.heldOutAccuracy).toBeLessThan(0.4);
});

test('sum-mod with more capacity learns its training points and no others', async () => {
  const { last } = await story('sum-mod-capacity');
  expect(last.heldOutAccuracy).toBeLessThan(0.37);
  expect(last.trainAccuracy).toBeGreaterThan(last.heldOutAccuracy + 0.04);
  expect(last.heldOutLoss).toBeGreaterThan(guessing);
});

test('sum-mod solved: at least 95 % of held-out points from 2000', async () => {
  const { last, header } = await story('sum-mod-solved');
  expect(header.rows).toBe(2000);
  expect(last.heldOutAccuracy).toBeGreaterThanOrEqual(0.95);
});

test.each([
  // Σ over a thousand by a thousand pairs of (1 − y)², divided by 1000; and the mean over a thousand points.
  ['parabola-posted', 201_000_998_999_800],
  ['parabola-shape', 201_000_998_999.8],
])('%s is flat at %d from the first epoch to the last', async (id, sum) => {
  const { curve, snapshot } = await story(id);
  expect(curve).toHaveLength(50);
  for (const { runningLoss } of curve) expect(Math.abs(runningLoss / sum - 1)).toBeLessThan(1e-6);
  // The network answers 1 for every x.
  expect(new Set(snapshot.predictions)).toEqual(new Set([1]));
});

test('the parabola without softmax moves, and does not arrive', async () => {
  const { curve, last } = await story('parabola-linear');
  expect(last.runningLoss).toBeLessThan(curve[0]?.runningLoss ?? 0);
  expect(last.runningLoss).toBeGreaterThan(1e11);
});

test('the parabola with scaling fits', async () => {
  const { last, header, snapshot } = await story('parabola-scaled');
  const { y } = header.train;
  const mean = y.reduce((a, b) => a + b, 0) / y.length;
  const variance = y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const left = y.reduce((sum, value, i) => sum + (value - (snapshot.atTrain[i] ?? 0)) ** 2, 0);
  expect(left / variance).toBeLessThan(1e-3);
  expect(last.heldOutLoss).toBeLessThan(20);
});

/** An asked-for preset with each of 8 seeds, at its end. */
const askedFor = (id: string, change: Partial<Experiment> = {}) =>
  ends(id, { ...change, evaluateEvery: 10_000 }, 8);

/** Held-out losses, of standardised targets where these are scaled: the share of the variance that is left. */
const heldOutLosses = async (id: string, change: Partial<Experiment> = {}) =>
  (await askedFor(id, change)).map(({ heldOutLoss }) => heldOutLoss);

test.each([
  ['product-of-three', 0, 0.009],
  ['polar', 0, 0.003],
  ['sine-of-integers', 0.87, 0.94],
  ['sine-wrapped', 0, 0.004],
  ['xor-rate', 0, 0.002],
  ['sum-of-ten', 0.0005, 0.0026],
  ['powers-raw', 0.0005, 0.004],
  ['powers-log', 0, 0.001],
  ['friedman1', 0.055, 0.085],
])(
  '%s ends between %d and %d on held-out points, with each of 8 seeds',
  async (id, least, most) => {
    const losses = await heldOutLosses(id);
    expect(Math.min(...losses)).toBeGreaterThanOrEqual(least);
    expect(Math.max(...losses)).toBeLessThanOrEqual(most);
  },
  120_000,
);

test('a product and a root are learnt inside, and not beyond', async () => {
  for (const { trainLoss, heldOutLoss } of await askedFor('product-of-two')) {
    expect(trainLoss).toBeLessThan(0.001);
    expect(heldOutLoss).toBeGreaterThan(0.4);
  }
  for (const { trainLoss, heldOutLoss } of await askedFor('square-root')) {
    expect(trainLoss).toBeLessThan(0.0005);
    expect(heldOutLoss).toBeGreaterThan(0.006);
  }
}, 120_000);

test('XOR as posted: three of 8 seeds fit, four still guess', async () => {
  const losses = await heldOutLosses('xor-posted');
  expect(losses.filter((loss) => loss < 0.025)).toHaveLength(3);
  expect(losses.filter((loss) => loss > 0.24)).toHaveLength(4);
});

test('parity is learnt by heart', async () => {
  for (const { trainAccuracy } of await askedFor('parity-6')) expect(trainAccuracy).toBe(1);
  for (const { trainAccuracy, heldOutAccuracy } of await askedFor('parity-unseen')) {
    expect(trainAccuracy).toBe(1);
    expect(heldOutAccuracy).toBeGreaterThan(0.74);
    expect(heldOutAccuracy).toBeLessThan(0.86);
  }
}, 120_000);

test('a sum needs no hidden layer', async () => {
  for (const loss of await heldOutLosses('sum-of-ten', { layers: [] }))
    expect(loss).toBeLessThan(1e-10);
}, 120_000);

test('what is left of one over x lies near zero', async () => {
  const { header, snapshot } = await story('reciprocal');
  const { x, y } = header.train;
  const squares = y.map((value, i) => (value - (snapshot.atTrain[i] ?? 0)) ** 2);
  const sum = (of: Float64Array) => of.reduce((a, b) => a + b, 0);
  const near = squares.filter((_, i) => (x[i] ?? 1) < 0.1);
  expect(sum(near) / sum(squares)).toBeGreaterThan(0.9);
});
