import { Profiler, useMemo } from 'react';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { CompareTabs } from '#src/app/compare-tabs.tsx';
import { RunDatabase } from '#src/library/database.ts';
import { memoryStore } from '#src/library/document-store.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import { RunsPanel } from '#src/panels/compare/runs/runs-panel.tsx';
import { StorageTrouble } from '#src/panels/compare/storage/storage-trouble.tsx';
import { useRunLogs } from '#src/panels/shared/use-run-data.ts';
import { useCompare, useLibrary } from '#src/store/hooks.ts';
import { words as appWords } from '#words/app.ts';
import { words } from '#words/compare/runs.ts';
import { words as storageWords } from '#words/compare/storage.ts';
import { storedRun } from '../../support/stored-runs.ts';
import { sumBin } from '../../support/sum-bin.ts';
import { renderPanel } from './page-with.tsx';

const regression = {
  ...sumBin,
  target: 'runge',
  loss: 'mse',
  outputActivation: 'linear',
  epochs: 5,
} as const;

test('a run that this version cannot read is listed beside the others, and can be deleted', async () => {
  const store = memoryStore('kept');
  const { run } = storedRun('a', [{}], { name: 'Mine' });
  const name = '\u202eFrom tomorrow';
  await store.put([
    ['runs', { ...run }],
    ['runs', { schema: 99, id: 'b', name, createdAt: Date.UTC(2030, 0, 5) }],
  ]);
  const { screen } = await renderPanel(<RunsPanel />, Promise.resolve(new RunDatabase(store)));
  const note = screen.getByText(words.keptButThisVersionCannot);
  await expect.element(note).toBeVisible();
  await expect
    .element(screen.getByRole('listitem'))
    .toHaveTextContent(/^\u202eFrom tomorrow, 5 Jan 2030/);
  // A name that turns its line ends before what stands beside it.
  await expect
    .element(screen.getByText(name, { exact: true }))
    .toHaveStyle({ unicodeBidi: 'isolate' });
  await expect.element(note).toHaveStyle({ color: '#7a4d00' });
  await expect.element(screen.getByText(words.runCount(1, 1), { exact: true })).toBeVisible();
  await screen.getByRole('button', { name: words.deleteIt }).click();
  await expect.element(note).not.toBeInTheDocument();
  expect((await store.all('runs')).map(({ id }) => id)).toEqual(['a']);
});

test('runs that could not be kept are said to be so, and kept when there is room again', async () => {
  const store = memoryStore('kept');
  let isFull = true;
  const merge: typeof store.merge = async (documents, merged) => {
    if (isFull) throw new Error('There is no room.');
    await store.merge(documents, merged);
  };
  const { screen, compare } = await renderPanel(
    <>
      <StorageTrouble />
      <RunsPanel />
    </>,
    Promise.resolve(new RunDatabase({ ...store, merge })),
  );
  const { run, curve } = storedRun('a', [{}]);
  await compare.library.add(run, curve);
  await expect.element(screen.getByText(storageWords.notKept(1))).toBeVisible();
  await expect
    .element(screen.getByTestId('storage-trouble'))
    .toHaveTextContent('There is no room.');
  await expect.element(screen.getByTestId('run-row')).toHaveTextContent(/seed 0 · not kept/);
  isFull = false;
  await screen.getByRole('button', { name: storageWords.tryAgain }).click();
  await expect.element(screen.getByText(storageWords.notKept(1))).not.toBeInTheDocument();
  expect(await store.all('runs')).toHaveLength(1);
});

test('a run keeps its name beside many columns, and the page its width', async () => {
  await page.viewport(1280, 900);
  const store = memoryStore('kept');
  const layer = { units: 100, activation: 'relu', dropout: 0 } as const;
  for (const [id, layers] of [
    ['deep', Array.from({ length: 8 }, () => layer)],
    ['flat', [layer]],
  ] as const) {
    const experiment = { ...sumBin, layers, epochs: layers.length };
    const { run } = storedRun(id, [{}], { name: 'A name to be read as a whole', experiment });
    await store.put([['runs', { ...run }]]);
  }
  const { screen } = await renderPanel(<RunsPanel />, Promise.resolve(new RunDatabase(store)));
  const name = screen.getByTestId('look-at-run').first();
  await expect.element(name).toBeVisible();
  const { scrollWidth, clientWidth } = name.element();
  expect(scrollWidth, 'of the name').toBe(clientWidth);
  expect(document.documentElement.scrollWidth).toBe(document.documentElement.clientWidth);
});

test('runs of both kinds with settings of their own have room side by side, and the looks of the charts', async () => {
  await page.viewport(1280, 900);
  const store = memoryStore('kept');
  const figures = { heldOutLoss: 0.003498, trainLoss: 0.003243, runningLoss: 0.004621 };
  for (const [id, experiment] of [
    ['a', sumBin],
    ['b', { ...regression, seed: 1 }],
    ['c', regression],
  ] as const) {
    const { run } = storedRun(id, [{ ...figures, heldOutAccuracy: 0.5, step: 100_000 }], {
      experiment,
      answerVariance: { train: 0.08, heldOut: 0.08 },
    });
    await store.put([['runs', { ...run }]]);
  }
  const { screen } = await renderPanel(
    <div style={{ width: 1240 }}>
      <RunsPanel />
    </div>,
    Promise.resolve(new RunDatabase(store)),
  );
  await expect.element(screen.getByTestId('look-at-run').first()).toBeVisible();
  const table = screen.getByRole('table').element();
  expect(table.parentElement?.scrollWidth).toBe(table.parentElement?.clientWidth);
  const looks = () =>
    [...table.querySelectorAll('[data-dash]')].map((swatch) => getComputedStyle(swatch).color);
  expect(new Set(looks()).size).toBe(1);
  await screen.getByTestId('select-all').click();
  await expect.poll(() => new Set(looks()).size).toBe(3);
});

test('what is found of several lists of runs is drawn in one update', async () => {
  const database = new RunDatabase(memoryStore('kept'));
  for (const id of ['a', 'b', 'c']) {
    const { run, curve } = storedRun(id, [{}]);
    await database.add(run, curve);
  }
  const found = new Map<string, number>();
  const drawn: number[] = [];
  const note = () => drawn.push([...found.values()].reduce((sum, size) => sum + size, 0));
  function Lists() {
    const runs = useLibrary((state) => state.runs);
    return (
      <Profiler id="lists" onRender={note}>
        {runs.map((run) => (
          <OfOne key={run.id} run={run} />
        ))}
      </Profiler>
    );
  }
  function OfOne({ run }: { run: StoredRun }) {
    const own = useMemo(() => [run], [run]);
    found.set(run.id, useRunLogs(own).size);
    return null;
  }
  await renderPanel(<Lists />, Promise.resolve(database));
  await expect.poll(() => drawn.at(-1)).toBe(3);
  expect(drawn.filter((sum) => sum > 0)).toEqual([3]);
});

test('who is led to the overlay sees it, however long the list above it is', async () => {
  await page.viewport(1280, 500);
  const database = new RunDatabase(memoryStore('kept'));
  for (const { run, curve } of Array.from({ length: 15 }, (_, i) => storedRun(`run ${i}`, [{}])))
    await database.add(run, curve);
  function Compare() {
    return useCompare(({ view }) => view) === 'compare' && <CompareTabs tab="runs" />;
  }
  const { screen, compare } = await renderPanel(<Compare />, Promise.resolve(database));
  await compare.library.ready;
  compare.store.setState({ view: 'compare', leadsToOverlay: true });
  await expect.element(screen.getByTestId('run-row').first()).toBeInTheDocument();
  const overlay = screen.getByRole('region', { name: appWords.selectedRunsOverOne });
  await expect.element(overlay).toHaveFocus();
  await expect.element(overlay).toBeInViewport();
});
