import { expect } from '@playwright/test';
import { engineIds } from '#src/experiment/ids.ts';
import { type ClaimedLoss, encodeClaim, makeClaim } from '#src/share/claim.ts';
import { engineNames } from '#words/engine.ts';
import { distance, oracleCurve } from '../oracle-curve.ts';
import { rowsOf } from '../readings.ts';
import { AppPage } from './app-page.ts';
import { test } from './fixtures.ts';

/** Short enough for engines drawn in software, and far from chaos. */
const small = 'train=40&heldout=20&epochs=4&evaluate=1';

async function lossCurve(app: AppPage) {
  const csv = (await app.saved('save-loss', 'save-as-csv')).toString();
  const rows = rowsOf(csv);
  if (rows.length === 0) throw new Error(`a curve without rows: ${JSON.stringify(csv)}`);
  return rows.map((row) => ({
    epoch: row.epoch,
    runningLoss: row.running ?? Number.NaN,
    trainLoss: row['training set'] ?? Number.NaN,
    heldOutLoss: row['held-out'] ?? Number.NaN,
  }));
}

/** Every epoch is there, and its losses are the oracle's within the tolerance. */
async function expectOracle(app: AppPage, link: string): Promise<void> {
  const [expected, actual] = [await oracleCurve(link), await lossCurve(app)];
  expect(actual.map(({ epoch }) => epoch)).toEqual(expected.map(({ epoch }) => epoch));
  for (const [i, record] of expected.entries())
    expect(distance(record, actual[i]), `epoch ${i + 1}`).toBeLessThanOrEqual(1);
}

test('a first visit opens at rest; what a page should not do is heard by these tests', async ({
  visit,
}) => {
  const [driver] = visit;
  const app = new AppPage(...visit);
  await app.open('');
  expect(await app.text('experiment-title')).not.toBe('');
  expect(await app.text('epoch')).toBe('0');
  expect(await app.problems()).toEqual([]);
  await driver.run(() => {
    const script = document.createElement('script');
    script.textContent = 'forbidden by the policy of the page';
    document.head.append(script);
    const image = document.createElement('img');
    image.src = './nowhere.svg';
    document.head.append(image);
  });
  await expect.poll(async () => (await app.problems()).join('\n')).toMatch(/forbidden: script-src/);
  await expect.poll(async () => (await app.problems()).join('\n')).toMatch(/not loaded: .*nowhere/);
});

for (const engine of engineIds)
  test(`${engine} trains at the first press after the page was loaded, or says why it cannot`, async ({
    app,
    browserEngine,
  }) => {
    const link = `v=1&${small}&engine=${engine}`;
    await app.open(link);
    await app.press('run');
    await app.finished();
    // WebKitGTK has no WebGL in workers, and only Chromium computes WebGPU in software.
    const declines =
      (engine === 'webgl' && browserEngine === 'webkit') ||
      (engine === 'webgpu' && browserEngine !== 'chromium');
    expect(await app.data('engine', 'engine')).toBe(declines ? 'wasm' : engine);
    if (declines) {
      await app.press('engine');
      await expect.poll(() => app.text('engine-details')).toContain(`${engineNames[engine]}:`);
    }
    await expectOracle(app, link);
  });

test('a link with run=1 trains by itself, is shared, and leaves files that arrive whole; of a batch of seeds none is lost', async ({
  app,
}) => {
  const link = `v=1&preset=sine-hybrid&${small}&order=fixed:2,reshuffle`;
  await app.open(`${link}&run=1`);
  await app.finished();
  expect(await app.text('epoch')).toBe('4');
  await expectOracle(app, link);
  const png = await app.saved('save-loss', 'save-as-png');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBeGreaterThan(500);
  for (const id of ['view-compare', 'tab-seeds', 'gather']) await app.press(id);
  await app.type('seed-count', '4');
  await app.press('start-seeds');
  await expect.poll(() => app.text('success-table')).toMatch(/\t4\t/);
  await expect.poll(() => app.text('batch-progress')).toBeUndefined();
  expect(await app.text('missing-runs')).toBeUndefined();

  await app.press('share');
  await expect.poll(() => app.text('share-link')).toMatch(/#v=\d+&.*&run=1$/);
  await app.press('copy-share-link');
  expect(await app.data('copy-share-link', 'outcome')).toBe('copied');
  const json = await app.saved('save-experiment');
  expect(JSON.parse(json.toString())).toMatchObject({ experiment: { epochs: 4 } });
});

test('a wide network trains on several threads', async ({ app, visit }) => {
  const link = `v=1&${small}&net=200:relu,200:relu&batch=40&engine=wasm`;
  await app.open(link);
  expect(await visit[0].run(() => crossOriginIsolated)).toBe(true);
  await app.press('run');
  await app.finished();
  await expectOracle(app, link);
});

test('a claim is run again and holds seed by seed; a false one does not', async ({ app }) => {
  const link = `v=1&${small}&engine=wasm`;
  const outcomes = await Promise.all(
    [0, 1, 2, 3].map(async (seed) => {
      const curve = await oracleCurve(`${link}&seed=${seed}`);
      return { seed, loss: curve.at(-1)?.heldOutLoss ?? Number.NaN };
    }),
  );
  const verdict = async (losses: readonly ClaimedLoss[]) => {
    const claim = makeClaim(losses, { epoch: 4, measure: 'heldOutLoss', engine: 'wasm' });
    await app.open(`${link}&claim=${encodeClaim(claim)}`);
    await app.press('check-claim');
    return app.data('verdict', 'verdict');
  };
  // Six figures of float32 are not always those of float64.
  expect(['reproduced', 'within_tolerance']).toContain(await verdict(outcomes));
  const tampered = outcomes.map(({ seed, loss }) => ({ seed, loss: seed === 3 ? 2 * loss : loss }));
  expect(await verdict(tampered)).toBe('partly_reproduced');
  expect(await app.text('verdict')).toContain('3 of 4');
});
