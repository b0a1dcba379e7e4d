import { expect, type Page } from '@playwright/test';
import { distance, oracleCurve } from './oracle-curve.ts';
import { test } from './page.ts';
import { finished, lossCurve, openLink, type Row } from './readings.ts';

const small = 'train=40&heldout=20&epochs=4&evaluate=1';

/** The first epochs of the stories' experiments, on few points: what WebGL in software can do in seconds. */
const links = [
  `preset=sum-bin-posted&${small}`,
  `preset=sum-mod-solved&${small}&batch=8`,
  `preset=parabola-scaled&${small}&batch=8`,
  `preset=sine-hybrid&${small}&order=fixed:2,reshuffle`,
];

/** An experiment that pairs every prediction with every label. */
const broadcast = `preset=parabola-posted&${small}`;

for (const [engine, name] of [
  ['tfjs', 'TensorFlow.js'],
  ['webgl', 'WebGL'],
] as const)
  test(`${name} in the page: first losses as the oracle's, and the same when the link is opened again`, async ({
    page,
  }) => {
    const own = engine === 'tfjs' ? [...links, broadcast] : links;
    const curves = new Map<string, readonly Row[]>();
    for (const link of own) {
      const rows = await train(page, `${link}&engine=${engine}`);
      await expect(chip(page)).toContainText(name);
      await expectOracle(`${link}&engine=${engine}`, rows);
      curves.set(link, rows);
    }
    const [link = ''] = own;
    expect(await train(page, `${link}&engine=${engine}`)).toEqual(curves.get(link));
  });

test('an engine that cannot do an experiment says why, and another one does it', async ({
  page,
}) => {
  const rows = await train(page, `${broadcast}&engine=webgl`);
  await expectOracle(broadcast, rows);
  await expect(chip(page)).toContainText('WebAssembly');
  await chip(page).click();
  await expect(page.getByRole('dialog', { name: /^Engine: WebAssembly/ })).toContainText(
    /WebGL: .+/,
  );
});

test('where WebGL is drawn in software the page says why it takes WebAssembly', async ({
  page,
}) => {
  await train(page, links[0] ?? '');
  await expect(chip(page)).toContainText('WebAssembly');
  await chip(page).click();
  await expect(page.getByRole('dialog', { name: /^Engine: WebAssembly/ })).toContainText(
    'in software',
  );
});

function chip(page: Page) {
  return page.getByTestId('engine');
}

async function train(page: Page, link: string): Promise<readonly Row[]> {
  await openLink(page, `${link}&run=1`);
  await finished(page);
  return lossCurve(page);
}

/** Every epoch is there, and its losses are the oracle's within the tolerance. */
async function expectOracle(link: string, rows: readonly Row[]): Promise<void> {
  const expected = await oracleCurve(`v=1&${link}`);
  expect(rows.map(({ epoch }) => epoch)).toEqual(expected.map(({ epoch }) => epoch));
  const worst = Math.max(...expected.map((record, i) => distance(record, lossesOf(rows[i]))));
  test.info().annotations.push({ type: link, description: `${worst} of the tolerance` });
  expect(worst, link).toBeLessThanOrEqual(1);
}

function lossesOf(row: Row | undefined) {
  return {
    runningLoss: row?.running ?? Number.NaN,
    trainLoss: row?.['training set'] ?? Number.NaN,
    heldOutLoss: row?.['held-out'] ?? Number.NaN,
  };
}
