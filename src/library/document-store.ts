import type { Document } from '#src/library/documents/version.ts';

/**
 * `runs`: what lists show, small; `curves`: a run's arrays, under the run's id; `batches`: runs that were made together;
 * `tables`: data that experiments name by their hash.
 */
export type StoreName = 'runs' | 'curves' | 'batches' | 'tables';

/** Whether what is kept outlives the page: not in private windows, nor where a newer page has changed the database. */
export type Persistence = 'kept' | 'refused' | 'newer';

/** Where documents are kept by their `id`, whatever they say. */
export interface DocumentStore {
  readonly persistence: Persistence;
  all(store: StoreName): Promise<readonly Document[]>;
  /** Without reading what is kept under them. */
  ids(store: StoreName): Promise<readonly string[]>;
  get(store: StoreName, id: string): Promise<Document | undefined>;
  /** All of them or none. Rejects with a message for the reader when there is no room. */
  put(documents: readonly (readonly [StoreName, Document])[]): Promise<void>;
  /**
   * As `put`, of what `merge` makes of each document and the one kept under its id so far; nothing else writes to them
   * meanwhile. Where the page is left before that is done, the documents are written as they are.
   */
  merge(
    documents: readonly (readonly [StoreName, Document])[],
    merge: (document: Document, before: Document | undefined) => Document,
  ): Promise<void>;
  /** Replaces a document by what `change` makes of it, null: leaves it; nothing else writes to it meanwhile. */
  change(
    store: StoreName,
    id: string,
    change: (document: Document) => Document | null,
  ): Promise<void>;
  remove(stores: readonly StoreName[], ids: readonly string[]): Promise<void>;
  /** Told when the documents were deleted from outside: the reader has cleared what the browser keeps for the page. */
  onCleared(listener: () => void): void;
  /** Told of runs that another page has written or removed. */
  onChanged(listener: (ids: readonly string[]) => void): void;
  close(): void;
}

/** Keeps documents as long as the page. @param persistence why no better */
export function memoryStore(persistence: Persistence = 'refused'): DocumentStore {
  const stores = {
    runs: new Map<unknown, Document>(),
    curves: new Map<unknown, Document>(),
    batches: new Map<unknown, Document>(),
    tables: new Map<unknown, Document>(),
  } as const satisfies Record<StoreName, unknown>;
  return {
    persistence,
    all: async (store) => [...stores[store].values()],
    ids: async (store) => [...stores[store].keys()].map(String),
    get: async (store, id) => stores[store].get(id),
    async put(documents) {
      for (const [store, document] of documents) stores[store].set(document['id'], document);
    },
    async merge(documents, merge) {
      for (const [store, document] of documents) {
        const id = document['id'];
        stores[store].set(id, merge(document, stores[store].get(id)));
      }
    },
    async change(store, id, change) {
      const document = stores[store].get(id);
      const changed = document === undefined ? null : change(document);
      if (changed !== null) stores[store].set(id, changed);
    },
    async remove(names, ids) {
      for (const name of names) for (const id of ids) stores[name].delete(id);
    },
    onCleared: () => undefined,
    onChanged: () => undefined,
    close: () => undefined,
  };
}
