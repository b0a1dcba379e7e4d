import { type IDBPDatabase, type IDBPObjectStore, type IDBPTransaction, openDB } from 'idb';
import { RunDatabase } from '#src/library/database.ts';
import { type DocumentStore, memoryStore, type StoreName } from '#src/library/document-store.ts';
import type { Document } from '#src/library/documents/version.ts';
import { words } from '#words/base/library.ts';

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

type Placed = readonly (readonly [StoreName, Document])[];

/** A document that is asked for. */
interface Asked {
  readonly store: StoreName;
  readonly id: string;
  readonly answer: (document: Document | undefined) => void;
  readonly refuse: (error: unknown) => void;
}

/** Documents that one transaction looks up: the page hears its reader between two. */
const inOneTransaction = 50;

type ReadWrite = IDBPTransaction<unknown, string[], 'readwrite'>;

/** What is known of a transaction that writes what it has read. */
interface UnderWay {
  /** What is to be written at the least. */
  readonly documents: Placed;
  /** Settles when that is written, where the page was left meanwhile; null: it was not. */
  placed: Promise<void> | null;
}

/** Opens the browser's database, or one in memory where the browser has none to give. */
export async function openRunDatabase(name = 'fitscope'): Promise<RunDatabase> {
  let store: BrowserStore | null = null;
  try {
    store = new BrowserStore(name);
    await store.connect();
    return new RunDatabase(store);
  } catch (error) {
    store?.close();
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
  readonly #underWay = new Map<ReadWrite, UnderWay>();
  /** What is asked for in one task is looked up together: transactions take longer than their answers. */
  readonly #asked: Asked[] = [];

  constructor(name: string) {
    this.#name = name;
    addEventListener('pagehide', this.#leave);
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

  all(store: StoreName): Promise<readonly Document[]> {
    return this.#with((db) => ask(db, [store], (stores) => stores(store).getAll()));
  }

  ids(store: StoreName): Promise<readonly string[]> {
    return this.#with(async (db) =>
      (await ask(db, [store], (stores) => stores(store).getAllKeys())).map(String),
    );
  }

  get(store: StoreName, id: string): Promise<Document | undefined> {
    return new Promise((answer, refuse) => {
      this.#asked.push({ store, id, answer, refuse });
      if (this.#asked.length === 1) queueMicrotask(() => void this.#lookUp());
    });
  }

  async #lookUp(): Promise<void> {
    while (this.#asked.length > 0) {
      const some = this.#asked.splice(0, inOneTransaction);
      const names = some.map(({ store }) => store);
      try {
        const found: readonly (Document | undefined)[] = await this.#with((db) =>
          ask(db, names, (stores) =>
            Promise.all(some.map(({ store, id }) => stores(store).get(id))),
          ),
        );
        for (const [i, { answer }] of some.entries()) answer(found[i]);
      } catch (error) {
        for (const { refuse } of some) refuse(error);
      }
    }
  }

  put(documents: Placed): Promise<void> {
    return this.#with(async (db) => {
      await place(db, documents);
      this.#tell(documents);
    });
  }

  merge(
    documents: Placed,
    merge: (document: Document, before: Document | undefined) => Document,
  ): Promise<void> {
    return this.#with(async (db) => {
      const transaction = db.transaction(storesOf(documents), 'readwrite');
      const written = documents.map(async ([name, document]) => {
        const store = transaction.objectStore(name);
        const before: Document | undefined = await store.get(String(document['id']));
        await store.put(merge(document, before));
      });
      await this.#end(transaction, written, documents);
      this.#tell(documents);
    });
  }

  change(
    store: StoreName,
    id: string,
    change: (document: Document) => Document | null,
  ): Promise<void> {
    return this.#with(async (db) => {
      const transaction = db.transaction([store], 'readwrite');
      const own = transaction.objectStore(store);
      const changing = own.get(id).then(async (document: Document | undefined) => {
        const changed = document === undefined ? null : change(document);
        if (changed !== null) await own.put(changed);
        return changed;
      });
      await this.#end(transaction, [changing], []);
      const changed = await changing;
      if (changed !== null) this.#tell([[store, changed]]);
    });
  }

  remove(stores: readonly StoreName[], ids: readonly string[]): Promise<void> {
    return this.#with(async (db) => {
      await write(db, stores, (own) => ids.map((id) => own.delete(id)));
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
    removeEventListener('pagehide', this.#leave);
    this.#pages.close();
    this.#connection?.then(
      (db) => db.close(),
      () => undefined,
    );
    this.#connection = null;
  }

  /**
   * A page that rests until a reader comes back would hold its transactions, and every other page up, until then: they are
   * given up. What was to be written is written as it is; a change is begun again where the page does come back.
   */
  readonly #leave = (): void => {
    for (const [transaction, own] of this.#underWay) {
      try {
        transaction.abort();
      } catch {
        continue; // it has ended, and its end was not heard of yet
      }
      if (own.documents.length === 0) continue;
      own.placed = place(transaction.db, own.documents);
      own.placed.catch(() => undefined); // heard where the transaction is waited for
      this.#tell(own.documents);
    }
  };

  /** Waits for a transaction to end, or for what was written in its place. */
  async #end(
    transaction: ReadWrite,
    written: readonly Promise<unknown>[],
    documents: Placed,
  ): Promise<void> {
    const own: UnderWay = { documents, placed: null };
    this.#underWay.set(transaction, own);
    try {
      await Promise.all([...written, transaction.done]);
    } catch (error) {
      if (own.placed === null) throw error;
      await own.placed;
    } finally {
      this.#underWay.delete(transaction);
    }
  }

  #tell(documents: Placed): void {
    const ids = documents.flatMap(([store, { id }]) => (store === 'runs' ? [String(id)] : []));
    if (ids.length > 0) this.#pages.postMessage(ids);
  }

  async #with<T>(work: (db: IDBPDatabase) => Promise<T>, attempts = 2): Promise<T> {
    const connection = this.connect();
    try {
      return await work(await connection);
    } catch (error) {
      const name = error instanceof DOMException && attempts > 1 ? error.name : '';
      if (name !== 'InvalidStateError' && name !== 'AbortError') throw inWords(error);
      if (name === 'InvalidStateError') this.#disconnect(connection, false); // its end was not heard of yet
      return this.#with(work, attempts - 1);
    }
  }
}

const storesOf = (documents: Placed): StoreName[] => [
  ...new Set(documents.map(([store]) => store)),
];

/** Reads in a transaction that is committed at once: it ends even if the page hears no answer any more. */
async function ask<T>(
  db: IDBPDatabase,
  names: readonly StoreName[],
  read: (
    stores: (name: StoreName) => IDBPObjectStore<unknown, StoreName[], StoreName>,
  ) => Promise<T>,
): Promise<T> {
  const transaction = db.transaction([...new Set(names)]);
  const answer = read((name) => transaction.objectStore(name));
  transaction.commit();
  const [answered] = await Promise.all([answer, transaction.done]);
  return answered;
}

/** As `ask`, for writing. */
async function write(
  db: IDBPDatabase,
  stores: readonly StoreName[],
  change: (
    own: IDBPObjectStore<unknown, StoreName[], StoreName, 'readwrite'>,
    name: StoreName,
  ) => readonly Promise<unknown>[],
): Promise<void> {
  const transaction = db.transaction([...stores], 'readwrite');
  const changed = stores.flatMap((name) => change(transaction.objectStore(name), name));
  transaction.commit();
  await Promise.all([...changed, transaction.done]);
}

function place(db: IDBPDatabase, documents: Placed): Promise<void> {
  return write(db, storesOf(documents), (own, name) =>
    documents.filter(([store]) => store === name).map(([, document]) => own.put(document)),
  );
}

function isVersionError(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'VersionError';
}

/** What the reader can do something about is said so. */
function inWords(error: unknown): unknown {
  if (isVersionError(error)) return new Error(words.aNewerTab);
  if (error instanceof DOMException && error.name === 'QuotaExceededError')
    return new Error(words.noRoom);
  return error;
}
