import { type IDBPDatabase, openDB } from 'idb';
import { RunDatabase } from '#src/library/database.ts';
import { type DocumentStore, memoryStore, type StoreName } from '#src/library/document-store.ts';
import type { Document } from '#src/library/documents/version.ts';

/**
 * The versions of the database, each a step from the one before; they only grow, and a step that was released is
 * never changed. What documents say has versions of its own.
 */
const migrations: readonly ((db: IDBPDatabase) => void)[] = [
  (db) => {
    db.createObjectStore('runs', { keyPath: 'id' }).createIndex('createdAt', 'createdAt');
    db.createObjectStore('curves', { keyPath: 'id' });
    db.createObjectStore('batches', { keyPath: 'id' });
  },
  (db) => {
    db.createObjectStore('tables', { keyPath: 'id' });
  },
];

/** Opens the browser's database, or one in memory where the browser has none to give. */
export async function openRunDatabase(name = 'fitscope'): Promise<RunDatabase> {
  const store = new BrowserStore(name);
  try {
    await store.connect();
    return new RunDatabase(store);
  } catch (error) {
    return new RunDatabase(memoryStore(isVersionError(error) ? 'newer' : 'refused'));
  }
}

class BrowserStore implements DocumentStore {
  readonly persistence = 'kept';
  readonly #name: string;
  /** Null after the browser or a newer page has ended the connection: the next use makes another. */
  #connection: Promise<IDBPDatabase> | null = null;
  #onCleared: () => void = () => undefined;
  /** Tells other pages which runs have changed. */
  readonly #pages: BroadcastChannel;

  constructor(name: string) {
    this.#name = name;
    this.#pages = new BroadcastChannel(`${name} runs`);
  }

  connect(): Promise<IDBPDatabase> {
    if (this.#connection !== null) return this.#connection;
    const connection = openDB(this.#name, migrations.length, {
      upgrade(upgraded, from) {
        for (const migrate of migrations.slice(from)) migrate(upgraded);
      },
      // Another page wants to upgrade or delete the database: do not stand in its way.
      blocking: (_current, wanted, event) => {
        (event.target as IDBDatabase).close();
        this.#disconnect(connection, wanted === null);
      },
      terminated: () => this.#disconnect(connection, true),
    });
    connection.catch(() => this.#disconnect(connection, false));
    this.#connection = connection;
    return connection;
  }

  #disconnect(connection: Promise<IDBPDatabase>, isCleared: boolean): void {
    if (this.#connection !== connection) return;
    this.#connection = null;
    if (isCleared) this.#onCleared();
  }

  async all(store: StoreName): Promise<readonly Document[]> {
    return this.#with((db) => db.getAll(store));
  }

  async ids(store: StoreName): Promise<readonly string[]> {
    return this.#with(async (db) => (await db.getAllKeys(store)).map(String));
  }

  async get(store: StoreName, id: string): Promise<Document | undefined> {
    return this.#with((db) => db.get(store, id));
  }

  put(documents: readonly (readonly [StoreName, Document])[]): Promise<void> {
    return this.#with(async (db) => {
      const stores = new Set(documents.map(([store]) => store));
      const transaction = db.transaction([...stores], 'readwrite');
      const written = documents.map(([store, document]) =>
        transaction.objectStore(store).put(document),
      );
      transaction.commit(); // at once: a page that is being closed hears no answer to wait for
      await Promise.all([...written, transaction.done]);
      this.#tell(documents);
    });
  }

  merge(
    documents: readonly (readonly [StoreName, Document])[],
    merge: (document: Document, before: Document | undefined) => Document,
  ): Promise<void> {
    return this.#with(async (db) => {
      const stores = new Set(documents.map(([store]) => store));
      const transaction = db.transaction([...stores], 'readwrite');
      const written = documents.map(async ([name, document]) => {
        const store = transaction.objectStore(name);
        const before: Document | undefined = await store.get(String(document['id']));
        await store.put(merge(document, before));
      });
      await Promise.all([...written, transaction.done]);
      this.#tell(documents);
    });
  }

  change(
    store: StoreName,
    id: string,
    change: (document: Document) => Document | null,
  ): Promise<void> {
    return this.#with(async (db) => {
      const transaction = db.transaction(store, 'readwrite');
      const document: Document | undefined = await transaction.store.get(id);
      const changed = document === undefined ? null : change(document);
      if (changed !== null) await transaction.store.put(changed);
      await transaction.done;
      if (changed !== null) this.#tell([[store, changed]]);
    });
  }

  remove(stores: readonly StoreName[], ids: readonly string[]): Promise<void> {
    return this.#with(async (db) => {
      const transaction = db.transaction(stores, 'readwrite');
      const removed = stores.flatMap((store) =>
        ids.map((id) => transaction.objectStore(store).delete(id)),
      );
      await Promise.all([...removed, transaction.done]);
      if (stores.includes('runs')) this.#pages.postMessage(ids);
    });
  }

  onCleared(listener: () => void): void {
    this.#onCleared = listener;
  }

  onChanged(listener: (ids: readonly string[]) => void): void {
    this.#pages.onmessage = ({ data }) => listener(data as readonly string[]);
  }

  close(): void {
    this.#pages.close();
    this.#connection?.then(
      (db) => db.close(),
      () => undefined,
    );
    this.#connection = null;
  }

  #tell(documents: readonly (readonly [StoreName, Document])[]): void {
    const ids = documents.flatMap(([store, { id }]) => (store === 'runs' ? [String(id)] : []));
    if (ids.length > 0) this.#pages.postMessage(ids);
  }

  async #with<T>(work: (db: IDBPDatabase) => Promise<T>, attempts = 2): Promise<T> {
    const connection = this.connect();
    try {
      return await work(await connection);
    } catch (error) {
      const isClosed = error instanceof DOMException && error.name === 'InvalidStateError';
      if (!isClosed || attempts === 1) throw inWords(error);
      this.#disconnect(connection, false); // its end was not heard of yet
      return this.#with(work, attempts - 1);
    }
  }
}

function isVersionError(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'VersionError';
}

/** What the reader can do something about is said so. */
function inWords(error: unknown): unknown {
  if (isVersionError(error))
    return new Error(
      'A newer Fitscope in another tab has taken over what is kept. Reload this page.',
    );
  if (error instanceof DOMException && error.name === 'QuotaExceededError')
    return new Error(
      'This browser has no room left for more runs. Delete some, or export them to a file first.',
    );
  return error;
}
