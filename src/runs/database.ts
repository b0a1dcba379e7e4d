import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { RunCurve, RunLabels, StoredRun } from '#src/runs/stored-run.ts';

interface Tables extends DBSchema {
  /** What lists show: small, so that 500 runs are read at once. */
  runs: { key: string; value: StoredRun; indexes: { createdAt: number } };
  /** What charts show, read run by run. */
  curves: { key: string; value: RunCurve };
  /** Unfinished work, e.g. a sweep's queue: plain JSON under a name. */
  queue: { key: string; value: unknown };
}

/** Where runs are kept. All writes are atomic: a run is stored with its curve or not at all. */
export interface RunDatabase {
  /** False in private windows and where the browser refuses storage: runs then last as long as the page. */
  readonly persistent: boolean;
  /** Oldest first. */
  list(): Promise<readonly StoredRun[]>;
  curve(id: string): Promise<RunCurve | undefined>;
  /** Rejects with `StorageFullError` when the browser's quota is used up. */
  add(run: StoredRun, curve: RunCurve): Promise<void>;
  label(id: string, labels: Partial<RunLabels>): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  readQueue(name: string): Promise<unknown>;
  writeQueue(name: string, value: unknown): Promise<void>;
  close(): void;
}

/** The browser has no room left for more runs. */
export class StorageFullError extends Error {
  override readonly name = 'StorageFullError';
}

/**
 * The versions of the database, each a step from the one before; they only grow, and a step that was released is
 * never changed.
 */
const migrations: readonly ((db: IDBPDatabase<Tables>) => void)[] = [
  (db) => {
    db.createObjectStore('runs', { keyPath: 'id' }).createIndex('createdAt', 'createdAt');
    db.createObjectStore('curves', { keyPath: 'id' });
    db.createObjectStore('queue');
  },
];

/** Opens the browser's database, or one in memory where the browser has none to give. */
export async function openRunDatabase(name = 'fitscope'): Promise<RunDatabase> {
  try {
    const db = await openDB<Tables>(name, migrations.length, {
      upgrade(upgraded, from) {
        for (const migrate of migrations.slice(from)) migrate(upgraded);
      },
      blocking(_current, _blocked, event) {
        (event.target as IDBDatabase).close(); // a newer page wants to upgrade: do not stand in its way
      },
    });
    return persistentDatabase(db);
  } catch {
    return memoryDatabase();
  }
}

function persistentDatabase(db: IDBPDatabase<Tables>): RunDatabase {
  return {
    persistent: true,
    list: () => db.getAllFromIndex('runs', 'createdAt'),
    curve: (id) => db.get('curves', id),
    add: (run, curve) =>
      full(async () => {
        const transaction = db.transaction(['runs', 'curves'], 'readwrite');
        await Promise.all([
          transaction.objectStore('runs').put(run),
          transaction.objectStore('curves').put(curve),
          transaction.done,
        ]);
      }),
    async label(id, labels) {
      const transaction = db.transaction('runs', 'readwrite');
      const run = await transaction.store.get(id);
      if (run !== undefined) await transaction.store.put({ ...run, ...labels });
      await transaction.done;
    },
    async remove(ids) {
      const transaction = db.transaction(['runs', 'curves'], 'readwrite');
      await Promise.all([
        ...ids.flatMap((id) => [
          transaction.objectStore('runs').delete(id),
          transaction.objectStore('curves').delete(id),
        ]),
        transaction.done,
      ]);
    },
    readQueue: (name) => db.get('queue', name),
    writeQueue: (name, value) =>
      full(async () => {
        if (value === null) await db.delete('queue', name);
        else await db.put('queue', value, name);
      }),
    close: () => {
      db.close();
    },
  };
}

async function full(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'QuotaExceededError') {
      throw new StorageFullError(
        'This browser has no room left for more runs. Delete some, or export them to a file first.',
      );
    }
    throw error;
  }
}

function memoryDatabase(): RunDatabase {
  const runs = new Map<string, StoredRun>();
  const curves = new Map<string, RunCurve>();
  const queue = new Map<string, unknown>();
  return {
    persistent: false,
    list: async () => [...runs.values()].sort((a, b) => a.createdAt - b.createdAt),
    curve: async (id) => curves.get(id),
    async add(run, curve) {
      runs.set(run.id, run);
      curves.set(run.id, curve);
    },
    async label(id, labels) {
      const run = runs.get(id);
      if (run !== undefined) runs.set(id, { ...run, ...labels });
    },
    async remove(ids) {
      for (const id of ids) {
        runs.delete(id);
        curves.delete(id);
      }
    },
    readQueue: async (name) => queue.get(name),
    async writeQueue(name, value) {
      if (value === null) queue.delete(name);
      else queue.set(name, value);
    },
    close: () => {},
  };
}
