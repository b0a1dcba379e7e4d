import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { StoredBatch } from '#src/library/batch.ts';
import { tableOf } from '#src/library/positional-records.ts';
import type { RunCurve, RunLabels, StoredRun } from '#src/library/stored-run.ts';
import type { RecordTable } from '#src/records/record-table.ts';

interface Tables extends DBSchema {
  /** What lists show: small, so that 500 runs are read at once. */
  runs: { key: string; value: StoredRun; indexes: { createdAt: number } };
  /** What charts show, read run by run. */
  curves: { key: string; value: RunCurve | PositionalCurve };
  /** What runs were made together, finished or not. */
  batches: { key: string; value: StoredBatch };
}

/** A curve as release 0.1.0 kept it. */
type PositionalCurve = Omit<RunCurve, 'records'> & { readonly records: Float64Array };

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
  batches(): Promise<readonly StoredBatch[]>;
  putBatch(batch: StoredBatch): Promise<void>;
  /** Forgets a batch; its runs stay. */
  removeBatch(id: string): Promise<void>;
  close(): void;
}

/** The browser has no room left for more runs. */
class StorageFullError extends Error {
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
    db.createObjectStore('batches', { keyPath: 'id' });
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
    async curve(id) {
      const curve = await db.get('curves', id);
      return curve && { ...curve, records: namedRecords(curve.records) };
    },
    add: (run, curve) =>
      full(async () => {
        const transaction = db.transaction(['runs', 'curves'], 'readwrite');
        const written = [
          transaction.objectStore('runs').put(run),
          transaction.objectStore('curves').put(curve),
        ];
        transaction.commit(); // at once: a page that is being closed hears no answer to wait for
        await Promise.all([...written, transaction.done]);
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
    batches: () => db.getAll('batches'),
    putBatch: (batch) =>
      full(async () => {
        await db.put('batches', batch);
      }),
    removeBatch: (id) => db.delete('batches', id),
    close: () => {
      db.close();
    },
  };
}

function namedRecords(records: RecordTable | Float64Array): RecordTable {
  return records instanceof Float64Array ? tableOf(records) : records;
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
  const batches = new Map<string, StoredBatch>();
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
    batches: async () => [...batches.values()],
    async putBatch(batch) {
      batches.set(batch.id, batch);
    },
    async removeBatch(id) {
      batches.delete(id);
    },
    close: () => {},
  };
}
