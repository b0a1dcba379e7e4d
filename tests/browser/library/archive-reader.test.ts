import { expect, test } from 'vitest';
import { toArchiveFile } from '#src/library/archive-file.ts';
import { readArchiveAside } from '#src/library/archive-reader.ts';
import { asDocument } from '#src/library/documents/read.ts';
import { storedRun } from '../../support/stored-runs.ts';

test('an archive is read in a worker, and one that is none is refused there', async () => {
  const { run, curve } = storedRun('a', [{ trainLoss: 0.5 }, { trainLoss: Number.NaN }]);
  async function* entries() {
    yield { run: asDocument(run), curve: asDocument(curve) };
  }
  const file = await toArchiveFile(entries());
  if (!file.ok) throw new Error(file.error);
  expect(await readArchiveAside(file.value)).toEqual({
    ok: true,
    value: { runs: [{ run, curve }], tables: [], refused: [] },
  });
  const damaged = await readArchiveAside(new Blob(['{"fitscopeRuns":2,"runs":[{}']));
  expect(damaged).toMatchObject({ ok: false });
});
