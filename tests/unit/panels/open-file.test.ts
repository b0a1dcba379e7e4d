import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { openFrom } from '#src/panels/share/link/open-file.ts';
import { toExperimentFile } from '#src/share/experiment-file.ts';
import { createCommands } from '#src/store/app/commands.ts';
import { createPreferences } from '#src/store/app/preferences.ts';
import { createAppStore } from '#src/store/app/store.ts';
import { smallExperiment } from '../../support/session-harness.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'open-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
    expect(await openFrom(new Blob([toExperimentFile(smallExperiment)]), commands)).toBe(true);
    expect(store.getState()).toMatchObject({ experiment: smallExperiment, notices: [] });
  });

  it('reads no more of it than an experiment can have', async () => {
    const { store, commands } = setUp();
    const file = new Blob([new Uint8Array(1e8)]);
    const text = vi.spyOn(Blob.prototype, 'text');
    expect(await openFrom(file, commands)).toBe(false);
    expect((text.mock.contexts[0] as Blob).size).toBeLessThan(1e7);
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
      expect(await openFrom(new File([text], name), commands)).toBe(false);
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
    expect(await openFrom(file, commands)).toBe(false);
    expect(store.getState().experiment).toBe(before);
    expect(store.getState().notices).toMatchObject([
      { tone: 'error', title: 'The file could not be opened' },
    ]);
  });
});
