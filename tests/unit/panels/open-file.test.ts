import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { RunDatabase } from '#src/library/database.ts';
import { memoryStore } from '#src/library/document-store.ts';
import { openFrom } from '#src/panels/share/link/open-file.ts';
import { toExperimentFile } from '#src/share/experiment-file.ts';
import { createCommands } from '#src/store/app/commands.ts';
import { createPreferences } from '#src/store/app/preferences.ts';
import { createAppStore } from '#src/store/app/store.ts';
import { RunLibrary } from '#src/store/library/run-library.ts';
import { carriedTableOf } from '../../support/kept-table.ts';
import { smallExperiment } from '../../support/session-harness.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'open-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const library = new RunLibrary(Promise.resolve(new RunDatabase(memoryStore())));

function setUp() {
  const store = createAppStore();
  const preferences = createPreferences(() => {
    throw new Error('no storage');
  });
  return { store, commands: createCommands(store, preferences) };
}

describe('opening a file', () => {
  it('shows the experiment in it', async () => {
    const { store, commands } = setUp();
    expect(await openFrom(new Blob([toExperimentFile(smallExperiment)]), commands, library)).toBe(
      true,
    );
    expect(store.getState()).toMatchObject({ experiment: smallExperiment, notices: [] });
  });

  it('keeps the table that comes with an experiment, if it is what it is named', async () => {
    const { store, commands } = setUp();
    const { experiment, bytes, hash } = await carriedTableOf(smallExperiment);
    const text = toExperimentFile(experiment, bytes);
    const wrong = text.replace(/"bytes": "../, '"bytes": "AA');
    expect(await openFrom(new Blob([wrong]), commands, library)).toBe(true);
    expect(store.getState()).toMatchObject({
      experiment,
      notices: [{ tone: 'warning', lines: [expect.stringContaining('not those')] }],
    });
    expect(await library.table(hash)).toBeNull();
    expect(await openFrom(new Blob([text]), commands, library)).toBe(true);
    expect(store.getState()).toMatchObject({ experiment, notices: [] });
    expect(await library.table(hash)).toEqual(bytes);
  });

  it('reads no more of it than an experiment can have', async () => {
    const { store, commands } = setUp();
    const file = new Blob([new Uint8Array(1e8)]);
    const text = vi.spyOn(Blob.prototype, 'text');
    expect(await openFrom(file, commands, library)).toBe(false);
    expect((text.mock.contexts[0] as Blob).size).toBeLessThan(3e7);
    expect(store.getState().notices[0]?.lines).toEqual(['the file is larger than 1 MB']);
  });

  it('shows code before anything is opened, a notebook’s without its outputs', async () => {
    const { store, commands } = setUp();
    const before = store.getState().experiment;
    const cells = [{ cell_type: 'code', source: ['x = 1\n', 'y = 2'], outputs: ['z'] }];
    for (const [name, text, code] of [
      ['net.py', 'x = 3', 'x = 3'],
      ['net.jl', 'x = 4', 'x = 4'],
      ['net.ipynb', JSON.stringify({ cells }), 'x = 1\ny = 2'],
    ] as const) {
      expect(await openFrom(new File([text], name), commands, library)).toBe(false);
      expect(store.getState()).toMatchObject({
        experiment: before,
        page: { dialog: 'code', code },
        notices: [],
      });
    }
  });

  it('says so where it is gone', async () => {
    const { store, commands } = setUp();
    const before = store.getState().experiment;
    const name = path.join(folder, 'experiment.json');
    writeFileSync(name, toExperimentFile(smallExperiment));
    const file = await openAsBlob(name);
    rmSync(name);
    expect(await openFrom(file, commands, library)).toBe(false);
    expect(store.getState().experiment).toBe(before);
    expect(store.getState().notices).toMatchObject([
      { tone: 'error', title: 'The file could not be opened' },
    ]);
  });
});
