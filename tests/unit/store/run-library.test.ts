import { describe, expect, it, vi } from 'vitest';
import { referenceText } from '#src/experiment/table.ts';
import { RunDatabase } from '#src/library/database.ts';
import { type DocumentStore, memoryStore } from '#src/library/document-store.ts';
import type { RunCurve, StoredRun } from '#src/library/stored-run.ts';
import { RunLibrary } from '#src/store/library/run-library.ts';
import { carriedTableOf } from '../../support/kept-table.ts';
import { smallExperiment } from '../../support/session-harness.ts';
import { storedRun } from '../../support/stored-runs.ts';

/** On the store in memory that private windows get. */
const library = () => new RunLibrary(Promise.resolve(new RunDatabase(memoryStore())));

function run(id: string, colour = 0): [StoredRun, RunCurve] {
  const made = storedRun(id, [{}], { createdAt: id.charCodeAt(0), colour });
  return [made.run, made.curve];
}

const idsOf = (lib: ReturnType<typeof library>) => lib.store.getState().runs.map(({ id }) => id);

describe('the run library', () => {
  it('keeps runs and hands their curves out', async () => {
    const lib = library();
    await lib.add(...run('a'));
    await lib.add(...run('b'));
    expect(idsOf(lib)).toEqual(['a', 'b']);
    expect((await lib.curve('a'))?.records).toHaveLength(1);
    expect(lib.store.getState()).toMatchObject({
      loaded: true,
      persistence: 'refused',
      trouble: null,
    });
  });

  it('edits labels', async () => {
    const lib = library();
    await lib.add(...run('a'));
    await lib.edit(['a'], ({ pinned }) => ({ pinned: !pinned, notes: 'look here' }));
    expect(lib.store.getState().runs[0]).toMatchObject({ pinned: true, notes: 'look here' });
  });

  it('deletes, and brings back what was deleted with its curve', async () => {
    const lib = library();
    await lib.add(...run('a'));
    await lib.add(...run('b'));
    lib.select(['a', 'b']);
    await lib.remove(['a']);
    expect(idsOf(lib)).toEqual(['b']);
    expect(lib.store.getState().selected).toEqual(['b']);
    await lib.undelete();
    expect(idsOf(lib)).toContain('a');
    expect(await lib.curve('a')).toEqual(run('a')[1]);
  });

  it('keeps a table once for all the runs that name it, and frees it at a visit a day later', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const hash = 'abcdefghijklmnopqrstuv';
    const head = { columns: ['x', 'y'].map((name) => ({ name, labels: null })), rows: 9 };
    const database = new RunDatabase(memoryStore());
    const visit = () => new RunLibrary(Promise.resolve(database));
    const dayLater = () => vi.setSystemTime(Date.now() + 25 * 3600 * 1000);
    const lib = visit();
    const named = (id: string): [StoredRun, RunCurve] => {
      const [kept, curve] = run(id);
      const table = referenceText(head, hash);
      return [{ ...kept, experiment: { ...kept.experiment, table } }, curve];
    };
    await lib.keepTable(hash, Uint8Array.of(1, 2, 3));
    await lib.add(...named('a'));
    await lib.add(...named('b'));
    dayLater();
    await lib.remove(['a']);
    expect(await visit().table(hash)).toEqual(Uint8Array.of(1, 2, 3));
    await lib.remove(['b']);
    lib.forgetDeleted();
    expect(await lib.table(hash)).toEqual(Uint8Array.of(1, 2, 3));
    await lib.keepTable(hash, Uint8Array.of(1, 2, 3));
    await visit().ready;
    expect(await lib.table(hash)).toEqual(Uint8Array.of(1, 2, 3));
    dayLater();
    await visit().ready;
    expect(await lib.table(hash)).toBeNull();
    vi.useRealTimers();
  });

  it('has lists drawn once for a run that is kept, and for many that come together', async () => {
    const lib = library();
    await lib.ready;
    let told = 0;
    lib.store.subscribe(() => told++);
    await lib.add(...run('a'));
    expect(told).toBe(1);
    await Promise.all(['b', 'c', 'd'].map((id) => lib.gather(...run(id))));
    lib.listAll();
    expect(lib.store.getState().runs.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(told).toBeLessThan(4);
  });

  it('says why a table cannot be read', async () => {
    const get = () => Promise.reject(new Error('the disk is gone'));
    const lib = new RunLibrary(Promise.resolve(new RunDatabase({ ...memoryStore(), get })));
    await expect(lib.table('abcdefghijklmnopqrstuv')).rejects.toThrow('the disk is gone');
  });

  it('exports runs to one file and imports what is new from it', async () => {
    const from = library();
    await from.add(...run('a'));
    await from.add(...run('b'));
    const to = library();
    await to.add(...run('b', 3));
    const file = await from.exportRuns(['a', 'b', 'gone']);
    if (!file.ok) throw new Error(file.error);
    expect(await to.importRuns(file.value)).toMatchObject({
      ok: true,
      value: { count: 1, refused: [{ name: 'run 3' }] },
    });
    expect(idsOf(to).sort()).toEqual(['a', 'b']);
    expect(to.store.getState().runs.find(({ id }) => id === 'b')?.colour).toBe(3);
    expect((await to.importRuns(new Blob(['{}']))).ok).toBe(false);
  });

  it('exports the tables of runs with them, and keeps them again', async () => {
    const { experiment, bytes, hash } = await carriedTableOf(smallExperiment);
    const [from, to] = [library(), library()];
    const [kept, curve] = run('a');
    await from.keepTable(hash, bytes);
    await from.add({ ...kept, experiment }, curve);
    const file = await from.exportRuns(['a']);
    if (!file.ok) throw new Error(file.error);
    await to.add({ ...kept, experiment }, curve);
    expect(await to.importRuns(file.value)).toMatchObject({ value: { count: 0, refused: [] } });
    expect(await to.table(hash)).toEqual(bytes);
  });

  it('names the tables of a file that find no room', async () => {
    const { experiment, bytes, hash } = await carriedTableOf(smallExperiment);
    const from = library();
    const [kept, curve] = run('a');
    await from.keepTable(hash, bytes);
    await from.add({ ...kept, experiment }, curve);
    const file = await from.exportRuns(['a']);
    if (!file.ok) throw new Error(file.error);
    const store = memoryStore();
    const full: DocumentStore = {
      ...store,
      put: (documents) =>
        documents.some(([name]) => name === 'tables')
          ? Promise.reject(new Error('no room'))
          : store.put(documents),
    };
    const to = new RunLibrary(Promise.resolve(new RunDatabase(full)));
    expect(await to.importRuns(file.value)).toMatchObject({
      value: { count: 1, refused: [{ name: `table ${hash}` }] },
    });
  });

  it('hands out what cannot be read as it is, until it is deleted', async () => {
    const store = memoryStore();
    const strange = { schema: 99, id: 'x', name: 'From tomorrow', glow: Float32Array.of(1) };
    await store.put([['runs', strange]]);
    const lib = new RunLibrary(Promise.resolve(new RunDatabase(store)));
    await lib.ready;
    const { runs, unreadable } = lib.store.getState();
    expect(runs).toEqual([]);
    expect(unreadable).toMatchObject([{ kind: 'run', id: 'x', name: 'From tomorrow' }]);
    const file = await lib.exportRuns(['x']);
    const text = file.ok && (await new Response(unpacked(file.value)).text());
    expect(text).toContain(
      '{"run":{"schema":99,"id":"x","name":"From tomorrow","glow":{"float32":',
    );
    await lib.removeUnreadable(unreadable[0]!);
    expect(lib.store.getState().unreadable).toEqual([]);
    expect(await store.all('runs')).toEqual([]);
  });

  it('gives a new run the colour least in use', async () => {
    const lib = library();
    expect(lib.nextColour()).toBe(0);
    await lib.add(...run('a', 0));
    await lib.add(...run('b', 1));
    expect(lib.nextColour()).toBe(2);
  });

  describe('where there is no room', () => {
    async function full() {
      const store = memoryStore();
      let isFull = true;
      const refuse = () => {
        if (isFull) throw new Error('no room');
      };
      const filled: DocumentStore = {
        ...store,
        put: async (documents) => (refuse(), store.put(documents)),
        merge: async (documents, merge) => (refuse(), store.merge(documents, merge)),
      };
      const lib = new RunLibrary(Promise.resolve(new RunDatabase(filled)));
      await lib.add(...run('a'));
      const kept = async () => (await store.all('runs')).map(({ id }) => id);
      return { lib, kept, makeRoom: () => (isFull = false) };
    }

    it('runs are marked, and still there with their curves', async () => {
      const { lib, kept } = await full();
      expect(lib.store.getState()).toMatchObject({ unsaved: ['a'], trouble: 'no room' });
      expect(idsOf(lib)).toEqual(['a']);
      expect(await lib.curve('a')).toEqual(run('a')[1]);
      expect((await lib.exportRuns(['a'])).ok).toBe(true);
      expect(await kept()).toEqual([]);
    });

    it.each<[what: string, write: (lib: RunLibrary) => Promise<void>, kept: readonly string[]]>([
      ['another run is kept', (lib) => lib.add(...run('b')), ['a', 'b']],
      ['a run under way is saved', (lib) => lib.save(...run('c')), ['a', 'c']],
      ['one is deleted', (lib) => lib.remove(['gone']), ['a']],
      ['asked to', (lib) => lib.retry(), ['a']],
    ])('they are kept as soon as %s', async (_, write, expected) => {
      const { lib, kept, makeRoom } = await full();
      await lib.edit(['a'], () => ({ notes: 'edited' }));
      expect(lib.store.getState().unsaved).toEqual(['a']);
      makeRoom();
      await write(lib);
      expect(lib.store.getState()).toMatchObject({ unsaved: [], trouble: null });
      expect(new Set(await kept())).toEqual(new Set(expected));
      expect(lib.store.getState().runs[0]).toMatchObject({ notes: 'edited' });
    });

    it('one that is deleted needs no room any more', async () => {
      const { lib } = await full();
      await lib.remove(['a']);
      expect(lib.store.getState()).toMatchObject({ unsaved: [], trouble: null });
    });
  });

  it('follows what another page does', async () => {
    const kept = memoryStore();
    let tell = (_ids: readonly string[]) => {};
    const store = { ...kept, onChanged: (listener: typeof tell) => (tell = listener) };
    const mine = new RunLibrary(Promise.resolve(new RunDatabase(store)));
    await mine.add(...run('a'));
    await mine.add(...run('b'));
    await mine.edit(['a'], () => ({ pinned: true }));
    mine.select(['a', 'b']);
    const others = new RunLibrary(Promise.resolve(new RunDatabase(kept)));
    await others.ready;
    await others.edit(['a'], () => ({ name: 'named elsewhere' }));
    await others.remove(['b']);
    await others.add(...run('c'));
    tell(['a', 'b']);
    tell(['c']);
    await vi.waitFor(() => expect(idsOf(mine)).toEqual(['a', 'c']));
    const { runs, selected } = mine.store.getState();
    expect(runs[0]).toMatchObject({ name: 'named elsewhere', pinned: true });
    expect(selected).toEqual(['a']);
    await mine.add(...run('a'));
    expect(await kept.get('runs', 'a')).toMatchObject({ name: 'named elsewhere', pinned: true });
  });

  it('follows what another page does to runs that it does not list yet', async () => {
    const kept = memoryStore();
    let tell = (_ids: readonly string[]) => {};
    let clear = () => {};
    const mine = new RunLibrary(
      Promise.resolve(
        new RunDatabase({
          ...kept,
          onChanged: (listener) => (tell = listener),
          onCleared: (listener) => (clear = listener),
        }),
      ),
    );
    await mine.gather(...run('first'));
    mine.listAll();
    await Promise.all(['a', 'b'].map((id) => mine.gather(...run(id))));
    expect(idsOf(mine)).toEqual(['first']);
    const others = new RunLibrary(Promise.resolve(new RunDatabase(kept)));
    await others.ready;
    await others.edit(['a'], () => ({ name: 'named elsewhere' }));
    await others.remove(['b']);
    tell(['a', 'b']);
    const named = () => mine.store.getState().runs.find(({ id }) => id === 'a')?.name;
    await vi.waitFor(() => expect(named()).toBe('named elsewhere'));
    mine.listAll();
    expect(idsOf(mine)).toEqual(['first', 'a']);
    expect(named()).toBe('named elsewhere');
    await mine.gather(...run('c'));
    clear();
    expect(mine.store.getState().unsaved).toEqual(['first', 'a', 'c']);
  });

  it('says when the browser has deleted what was kept', async () => {
    let clear = () => {};
    const store = { ...memoryStore(), onCleared: (listener: () => void) => (clear = listener) };
    const lib = new RunLibrary(Promise.resolve(new RunDatabase(store)));
    await lib.add(...run('a'));
    clear();
    const { unsaved, trouble } = lib.store.getState();
    expect(unsaved).toEqual(['a']);
    expect(trouble).toContain('deleted outside the page');
  });
});

function unpacked(file: Blob): ReadableStream {
  return file.stream().pipeThrough(new DecompressionStream('gzip'));
}
