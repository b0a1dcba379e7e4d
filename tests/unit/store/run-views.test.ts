import { expect, it } from 'vitest';
import { RunDatabase } from '#src/library/database.ts';
import { memoryStore } from '#src/library/document-store.ts';
import { RunLibrary } from '#src/store/library/run-library.ts';
import { RunViews } from '#src/store/library/run-views.ts';
import { storedRun } from '../../support/stored-runs.ts';

it('a curve that was not there is looked for again, one that was is the same', async () => {
  const library = new RunLibrary(Promise.resolve(new RunDatabase(memoryStore())));
  const views = new RunViews(library, { request: () => Promise.reject(new Error('no worker')) });
  const { run, curve } = storedRun('a', [{}]);
  expect(await views.log(run)).toBeNull();
  await library.add(run, curve);
  const log = await views.log(run);
  expect(log).toHaveLength(1);
  expect(await views.log(run)).toBe(log);
});
