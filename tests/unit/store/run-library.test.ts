import { describe, expect, it } from 'vitest';
import { openRunDatabase } from '#src/library/database.ts';
import type { RunCurve, StoredRun } from '#src/library/stored-run.ts';
import { createRunLibrary } from '#src/store/library/run-library.ts';
import { storedRun } from '../../support/stored-runs.ts';

// Node has no IndexedDB: these tests run on the database in memory that private windows get.
const library = () => createRunLibrary(openRunDatabase());

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
    expect(lib.store.getState()).toMatchObject({ loaded: true, persistent: false, trouble: null });
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

  it('exports all to one file and imports what is new from it', async () => {
    const from = library();
    await from.add(...run('a'));
    await from.add(...run('b'));
    const to = library();
    await to.add(...run('b', 3));
    expect(await to.importRuns(await from.exportRuns())).toEqual({ ok: true, value: 1 });
    expect(idsOf(to).sort()).toEqual(['a', 'b']);
    expect(to.store.getState().runs.find(({ id }) => id === 'b')?.colour).toBe(3);
    expect((await to.importRuns('{}')).ok).toBe(false);
  });

  it('gives a new run the colour least in use', async () => {
    const lib = library();
    expect(lib.nextColour()).toBe(0);
    await lib.add(...run('a', 0));
    await lib.add(...run('b', 1));
    expect(lib.nextColour()).toBe(2);
  });

  it('tells of a run that was lost until runs are kept again, or deleted', async () => {
    const database = await openRunDatabase();
    let isFull = false;
    const lib = createRunLibrary(
      Promise.resolve({
        ...database,
        add: async (...made) => {
          if (isFull) throw new Error('no room');
          await database.add(...made);
        },
      }),
    );
    const trouble = () => lib.store.getState().trouble;
    const lose = async (id: string) => {
      isFull = true;
      await lib.add(...run(id));
      isFull = false;
      expect(trouble()).toBe('no room');
    };
    await lose('a');
    await lib.save(...run('b'));
    await lib.edit(['a'], () => ({ pinned: true }));
    expect(trouble(), 'other writes worked').toBe('no room');
    await lib.add(...run('c'));
    expect(trouble()).toBeNull();
    await lose('d');
    await lib.remove(['c']);
    expect(trouble()).toBeNull();
  });
});
