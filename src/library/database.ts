import { nextTask } from '#src/lib/next-task.ts';
import type { Result } from '#src/lib/result.ts';
import type { StoredBatch } from '#src/library/batch.ts';
import { namedTables } from '#src/library/carried-table.ts';
import type { DocumentStore, Persistence, StoreName } from '#src/library/document-store.ts';
import { asDocument, readBatch, readCurve, readRun } from '#src/library/documents/read.ts';
import type { Document } from '#src/library/documents/version.ts';
import { documentVersions } from '#src/library/documents/versions.ts';
import {
  labelsOf,
  type RunCurve,
  type RunLabels,
  type StoredRun,
} from '#src/library/stored-run.ts';

/** What is kept and yet cannot be read by this version: it stays as it is. */
export interface Unreadable {
  readonly kind: 'run' | 'batch';
  readonly id: string;
  /** As far as they are known. */
  readonly name: string | null;
  readonly createdAt: number | null;
  readonly reason: string;
}

/** Documents that are read in one task. */
const inOneTask = 50;

/** Runs and batches as documents in a store. A run is kept with its curve or not at all. */
export class RunDatabase {
  readonly #store: DocumentStore;
  readonly #versions: typeof documentVersions;

  constructor(store: DocumentStore, versions = documentVersions) {
    this.#store = store;
    this.#versions = versions;
  }

  get persistence(): Persistence {
    return this.#store.persistence;
  }

  /** Oldest first. */
  async runs(): Promise<Kept<StoredRun>> {
    const kept = await this.#all('runs', 'run', readRun);
    return { ...kept, read: kept.read.toSorted((a, b) => a.createdAt - b.createdAt) };
  }

  batches(): Promise<Kept<StoredBatch>> {
    return this.#all('batches', 'batch', readBatch);
  }

  /** Undefined where there is none, or none that can be read. */
  async curve(id: string): Promise<RunCurve | undefined> {
    const curve = readCurve(await this.#store.get('curves', id), this.#versions);
    return curve.ok ? curve.value : undefined;
  }

  /** Undefined where there is none, or none that can be read. */
  async run(id: string): Promise<StoredRun | undefined> {
    const run = readRun(await this.#store.get('runs', id), this.#versions);
    return run.ok ? run.value : undefined;
  }

  /**
   * Keeps a run; one of the same id is replaced, but for what a reader has said of it. Rejects with a message for the
   * reader when the browser has no room left.
   */
  add(run: StoredRun, curve: RunCurve): Promise<void> {
    return this.#store.merge(documentsOf(run, curve), (document, before) => {
      if (before === undefined) return document;
      const kept = readRun(before, this.#versions); // a curve is no run
      return kept.ok ? { ...document, ...labelsOf(kept.value) } : document;
    });
  }

  /** As `add`, at once, so that it holds while the page is being closed; labels are written as they are given. */
  save(run: StoredRun, curve: RunCurve): Promise<void> {
    return this.#store.put(documentsOf(run, curve));
  }

  label(id: string, labels: Partial<RunLabels>): Promise<void> {
    return this.#store.change('runs', id, (document) => {
      const run = readRun(document, this.#versions);
      return run.ok ? asDocument({ ...run.value, ...labels }) : null;
    });
  }

  remove(ids: readonly string[]): Promise<void> {
    return this.#store.remove(['runs', 'curves'], ids);
  }

  putBatch(batch: StoredBatch): Promise<void> {
    return this.#store.put([['batches', asDocument(batch)]]);
  }

  /** Forgets a batch; its runs stay. */
  removeBatch(id: string): Promise<void> {
    return this.#store.remove(['batches'], [id]);
  }

  /** The bytes of a table by their hash; null where they are not kept. */
  async table(hash: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const bytes = (await this.#store.get('tables', hash))?.['bytes'];
    return bytes instanceof Uint8Array ? (bytes as Uint8Array<ArrayBuffer>) : null;
  }

  /** Keeps a table, once however many runs name it. @param keptAt milliseconds since 1970 */
  putTable(hash: string, bytes: Uint8Array, keptAt: number): Promise<void> {
    return this.#store.put([['tables', { id: hash, bytes, keptAt }]]);
  }

  /**
   * Frees the tables that neither a run nor a batch names.
   *
   * @param held hashes of others that are in use
   * @param before frees only what was kept before this time, in milliseconds since 1970
   */
  async freeTables(held: readonly string[], before: number): Promise<void> {
    const tables = await this.#store.ids('tables');
    if (tables.length === 0) return;
    const users = [...(await this.#store.all('runs')), ...(await this.#store.all('batches'))];
    const named = new Set([...held, ...users.flatMap(namedTables)]);
    const free: string[] = [];
    for (const id of tables.filter((table) => !named.has(table))) {
      const keptAt = (await this.#store.get('tables', id))?.['keptAt'];
      if (!(Number(keptAt) >= before)) free.push(id);
    }
    if (free.length > 0) await this.#store.remove(['tables'], free);
  }

  /** What is kept under an id, as it is, whether it can be read or not. */
  async documents(id: string): Promise<Document> {
    const [run, curve, batch] = await Promise.all([
      this.#store.get('runs', id),
      this.#store.get('curves', id),
      this.#store.get('batches', id),
    ]);
    return batch === undefined ? { run, curve } : { batch };
  }

  /** Told of runs that another page has written or removed. */
  onChanged(listener: (ids: readonly string[]) => void): void {
    this.#store.onChanged(listener);
  }

  /** Told when all was deleted from outside the page. */
  onCleared(listener: () => void): void {
    this.#store.onCleared(listener);
  }

  close(): void {
    this.#store.close();
  }

  async #all<T>(
    store: StoreName,
    kind: Unreadable['kind'],
    readDocument: (document: Document, versions: typeof documentVersions) => Result<T>,
  ): Promise<Kept<T>> {
    const read: T[] = [];
    const unreadable: Unreadable[] = [];
    for (const [i, document] of (await this.#store.all(store)).entries()) {
      if (i > 0 && i % inOneTask === 0) await nextTask(); // the page is heard meanwhile
      const result = readDocument(document, this.#versions);
      if (result.ok) read.push(result.value);
      else unreadable.push({ kind, ...known(document), reason: result.error });
    }
    return { read, unreadable };
  }
}

function documentsOf(run: StoredRun, curve: RunCurve) {
  return [
    ['runs', asDocument(run)],
    ['curves', asDocument(curve)],
  ] as const;
}

export interface Kept<T> {
  readonly read: readonly T[];
  readonly unreadable: readonly Unreadable[];
}

/** What a document says of itself in words that every version so far has used. */
function known(document: Document): Pick<Unreadable, 'id' | 'name' | 'createdAt'> {
  const { id, name, createdAt, batch } = document;
  const { title, createdAt: batchCreatedAt } = Object(batch) as Document;
  const [text] = [name, title].filter((value) => typeof value === 'string');
  const [time] = [createdAt, batchCreatedAt].filter((value) => typeof value === 'number');
  return { id: String(id), name: text ?? null, createdAt: time ?? null };
}
