import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openRunDatabase } from '#src/library/browser-store.ts';
import type { RunDatabase } from '#src/library/database.ts';
import type { RunCurve, StoredRun } from '#src/library/stored-run.ts';
import keptV1 from '../../fixtures/kept/v1/database.json';
import { restoreDatabase } from '../../support/kept-database.ts';
import { storedRun } from '../../support/stored-runs.ts';

const name = 'fitscope-test';
let open: RunDatabase[] = [];

async function database(): Promise<RunDatabase> {
  const db = await openRunDatabase(name);
  open.push(db);
  return db;
}

afterEach(async () => {
  for (const db of open) db.close();
  open = [];
  await deleteDB(name);
});

function run(id: string, createdAt: number, epochs = 3): [StoredRun, RunCurve] {
  const made = storedRun(
    id,
    Array.from({ length: epochs }, (_, i) => ({ heldOutLoss: 1 / (i + 1) })),
    { createdAt },
  );
  return [made.run, made.curve];
}

describe('the run database', () => {
  it('keeps runs and curves across opening, oldest first', async () => {
    const first = await database();
    await first.add(...run('b', 2));
    await first.add(...run('a', 1));
    first.close();
    const second = await database();
    expect(second.persistence).toBe('kept');
    expect((await second.runs()).read.map((r) => r.id)).toEqual(['a', 'b']);
    expect(await second.curve('b')).toEqual(run('b', 2)[1]);
  });

  it('changes labels and nothing else', async () => {
    const db = await database();
    await db.add(...run('a', 1));
    await db.label('a', { name: 'mine', pinned: true });
    await db.label('gone', { name: 'nobody' });
    const labelled = { ...run('a', 1)[0], name: 'mine', pinned: true };
    expect(await db.runs()).toEqual({ read: [labelled], unreadable: [] });
  });

  describe('where its page is left', () => {
    const leave = () =>
      window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    afterEach(() => void vi.restoreAllMocks());

    it('gives up what holds other pages up, and has kept what it was about to', async () => {
      const [left, other] = [await database(), await database()];
      const abort = vi.spyOn(IDBTransaction.prototype, 'abort');
      await left.add(...run('a', 1));
      const [added, labelled] = [left.add(...run('b', 2)), left.label('a', { notes: 'mine' })];
      await left.batches(); // both have begun
      leave();
      expect(abort).toHaveBeenCalledTimes(2);
      await other.remove(['b']);
      await Promise.all([added, labelled]);
      // Kept before it was deleted elsewhere, and not once more.
      expect((await other.runs()).read.map((r) => r.id)).toEqual(['a']);
      expect(await other.run('a')).toMatchObject({ notes: 'mine' });
    });

    it('leaves alone what has just ended', async () => {
      const db = await database();
      vi.spyOn(IDBTransaction.prototype, 'abort').mockImplementation(() => {
        throw new DOMException('The transaction has finished.', 'InvalidStateError');
      });
      const added = db.add(...run('a', 1));
      await db.batches();
      leave();
      await added;
      expect(await db.curve('a')).toEqual(run('a', 1)[1]);
    });
  });

  it('replaces a run, but not what was said of it meanwhile', async () => {
    const [mine, others] = [await database(), await database()];
    await mine.add(...run('a', 1));
    await others.label('a', { name: 'named elsewhere', notes: 'look' });
    await mine.add(...run('a', 1, 9));
    expect(await mine.run('a')).toMatchObject({ name: 'named elsewhere', notes: 'look' });
    expect((await mine.curve('a'))?.records).toHaveLength(9);
  });

  it('hears of what another page does with runs, and not of its own', async () => {
    const [mine, others] = [await database(), await database()];
    const heard: string[] = [];
    mine.onChanged((ids) => heard.push(...ids));
    await mine.add(...run('own', 1));
    await others.add(...run('a', 1));
    await others.save(...run('b', 1));
    await others.label('a', { pinned: true });
    await others.remove(['b']);
    await expect.poll(() => heard).toEqual(['a', 'b', 'a', 'b']);
  });

  it('removes a run with its curve', async () => {
    const db = await database();
    await db.add(...run('a', 1));
    await db.add(...run('b', 2));
    await db.remove(['a']);
    expect((await db.runs()).read.map((r) => r.id)).toEqual(['b']);
    expect(await db.curve('a')).toBeUndefined();
  });

  it('remembers batches until they are forgotten', async () => {
    const db = await database();
    const batch = {
      id: 'b',
      createdAt: 0,
      title: 't',
      groups: [],
      seeds: [1],
      axes: [],
      lockStep: false,
    };
    await db.putBatch({ id: 'b', batch, settled: false });
    await db.putBatch({ id: 'b', batch, settled: true });
    expect((await db.batches()).read).toEqual([{ id: 'b', batch, settled: true }]);
    await db.removeBatch('b');
    expect((await db.batches()).read).toEqual([]);
  });

  it('lists 500 runs at once, and finds their curves in a transaction for every 50', async () => {
    const db = await database();
    const ids = Array.from({ length: 500 }, (_, i) => String(i));
    for (const id of ids) await db.add(...run(id, Number(id), 50));
    expect((await db.runs()).read).toHaveLength(500);
    const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const curves = await Promise.all([...ids, 'gone'].map((id) => db.curve(id)));
    expect(transactions).toHaveBeenCalledTimes(11);
    transactions.mockRestore();
    expect(curves.map((curve) => curve?.id)).toEqual([...ids, undefined]);
  });
});

describe('a database of an earlier version', () => {
  it('opens with every run, curve and batch (release 0.1.0)', async () => {
    await restoreDatabase(name, keptV1);
    const db = await database();
    const { read: runs, unreadable } = await db.runs();
    expect(unreadable).toEqual([]);
    expect(runs).toHaveLength(19);
    expect(runs.filter((kept) => kept.name === 'My first run')).toMatchObject([
      { notes: 'What I noticed: the loss stays at 0.6.', figures: { epochs: 6 } },
    ]);
    for (const { id, figures, parameterCount } of runs) {
      const curve = await db.curve(id);
      expect(curve?.parameters).toHaveLength(parameterCount);
      expect(curve?.records.length).toBe(figures.epochs);
    }
    const batches = await db.batches();
    expect(batches.read.map(({ settled }) => settled)).toEqual([true, false, true]);
  });
});

describe('a connection that ends', () => {
  it('is made again when another page has deleted the database, which is told', async () => {
    const db = await database();
    let cleared = 0;
    db.onCleared(() => cleared++);
    await db.add(...run('a', 1));
    await deleteDB(name);
    expect(cleared).toBe(1);
    await db.add(...run('b', 2));
    expect((await db.runs()).read.map((r) => r.id)).toEqual(['b']);
  });

  it('is not made again when a newer page has changed the database, which is said', async () => {
    const db = await database();
    await db.add(...run('a', 1));
    const newer = await openDB(name, 1000);
    await expect(db.add(...run('b', 2))).rejects.toThrow('newer Fitscope');
    expect((await database()).persistence).toBe('newer');
    newer.close();
  });
});
