import { createStore } from 'zustand/vanilla';
import { referredHash } from '#src/experiment/table.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import type { ArchivedRun } from '#src/library/archive.ts';
import { fromArchiveFile, toArchiveFile } from '#src/library/archive-file.ts';
import type { StoredBatch } from '#src/library/batch.ts';
import type { RunDatabase, Unreadable } from '#src/library/database.ts';
import type { Persistence } from '#src/library/document-store.ts';
import { asDocument } from '#src/library/documents/read.ts';
import type { Document } from '#src/library/documents/version.ts';
import type { RunCurve, RunLabels, StoredRun } from '#src/library/stored-run.ts';
import { Paced } from '#src/store/paced.ts';
import { words } from '#words/store.ts';

/** The runs that are kept, as lists show them. Curves are fetched one by one with `curve`. */
export interface LibraryState {
  /** Oldest first. */
  readonly runs: readonly StoredRun[];
  /** What is kept and cannot be read by this version. */
  readonly unreadable: readonly Unreadable[];
  readonly selected: readonly string[];
  /** What was deleted last and can still be brought back. */
  readonly deleted: readonly ArchivedRun[];
  /** False while the database is being read. */
  readonly loaded: boolean;
  readonly persistence: Persistence;
  /** Ids of runs that are not in the database, listed or soon to be. */
  readonly unsaved: readonly string[];
  /** Why the database could not be read or written, in words; null when all is kept. */
  readonly trouble: string | null;
}

/** What came of an import. */
export interface Imported {
  readonly count: number;
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

/** Curves that are looked at again and again stay in memory, the most recent ones. */
const cachedCurves = 64;
/** What another page does in this time is looked at once. */
const hearingMilliseconds = 100;
/** Tables that no run names are freed when a page opens this much later. */
const tableMilliseconds = 24 * 3600 * 1000;
/** As many colours as the run palette has. */
export const runColours = 8;

/** Keeps runs in the database and the list of them in a store. Writes never hold anything up: they run beside. */
export class RunLibrary {
  readonly store = createStore<LibraryState>(() => ({
    runs: [],
    unreadable: [],
    selected: [],
    deleted: [],
    loaded: false,
    persistence: 'kept',
    unsaved: [],
    trouble: null,
  }));
  /** Resolves when the list has been read, or cannot be. */
  readonly ready: Promise<void>;
  readonly #database: Promise<RunDatabase>;
  readonly #readArchive: typeof fromArchiveFile;
  readonly #curves = new Map<string, RunCurve>();
  /** Runs that are to be listed soon. */
  readonly #gathered: ArchivedRun[] = [];
  readonly #listing = new Paced(() => this.#list(this.#gathered.splice(0)));
  /** Runs whose write failed: they are written again after the next write that works. Null: deleted from outside. */
  readonly #unsaved = new Map<string, ArchivedRun | null>();

  /** Ids of runs that another page has changed, to be looked at soon. */
  readonly #changed = new Set<string>();
  readonly #shownTable: () => string;

  /**
   * @param readArchive where archive files are read
   * @param shownTable the table of the experiment on show, as its text
   */
  constructor(
    opening: Promise<RunDatabase>,
    readArchive = fromArchiveFile,
    shownTable: () => string = () => '',
  ) {
    this.#database = opening;
    this.#readArchive = readArchive;
    this.#shownTable = shownTable;
    this.ready = this.#load().catch((error: unknown) => this.#report(error));
  }

  async #load(): Promise<void> {
    const database = await this.#database;
    database.onCleared(() => this.#cleared());
    database.onChanged((ids) => this.#hear(database, ids));
    const [known, batches] = await Promise.all([database.runs(), database.batches()]);
    this.store.setState(({ runs }) => ({
      runs: [...known.read, ...runs],
      unreadable: [...known.unreadable, ...batches.unreadable],
      loaded: true,
      persistence: database.persistence,
    }));
    // Here alone: later on, steps back and other pages may need a table that no run names.
    const shown = referredHash(this.#shownTable());
    await database.freeTables(shown === null ? [] : [shown], Date.now() - tableMilliseconds);
  }

  /** Keeps a table's bytes under their hash. @returns whether there was room */
  keepTable(hash: string, bytes: Uint8Array): Promise<boolean> {
    return this.#attempt((database) => database.putTable(hash, bytes, Date.now()));
  }

  /** Null where it is not kept here. @throws Error where the database cannot be read */
  async table(hash: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return (await this.#database).table(hash);
  }

  /** Keeps a run; one with the same id is replaced. */
  async add(run: StoredRun, curve: RunCurve): Promise<void> {
    const archived = [{ run, curve }];
    this.#list(archived);
    await this.#keep(archived);
  }

  /** Keeps one of many runs that come one after the other: those are listed now and then, and all of them by `listAll`. */
  async gather(run: StoredRun, curve: RunCurve): Promise<void> {
    const made = { run, curve };
    this.#gathered.push(made);
    this.#listing.ask();
    await this.#keep([made]);
  }

  listAll(): void {
    this.#listing.now();
  }

  /** Stores a run that is still under way, as far as it has come: it is listed when the page opens again. */
  async save(run: StoredRun, curve: RunCurve): Promise<void> {
    await this.#write((database) => database.save(run, curve));
  }

  /** Undefined where it is gone. */
  readonly curve = async (id: string): Promise<RunCurve | undefined> => {
    const known = this.#unsaved.get(id)?.curve ?? this.#curves.get(id);
    if (known !== undefined) return known;
    const found = await (await this.#database).curve(id);
    if (found !== undefined) this.#remember(found);
    return found;
  };

  /** The colour that the fewest visible runs have. */
  nextColour(): number {
    const used = Array.from({ length: runColours }, () => 0);
    for (const { colour, visible } of this.store.getState().runs) {
      if (visible) used[colour % runColours] = (used[colour % runColours] ?? 0) + 1;
    }
    return used.indexOf(Math.min(...used));
  }

  async edit(
    ids: readonly string[],
    change: (run: StoredRun) => Partial<RunLabels>,
  ): Promise<void> {
    const changes = new Map<string, Partial<RunLabels>>();
    const runs = this.store.getState().runs.map((run) => {
      if (!ids.includes(run.id)) return run;
      const labels = change(run);
      const changed = { ...run, ...labels };
      const unsaved = this.#unsaved.get(run.id);
      if (unsaved) this.#unsaved.set(run.id, { ...unsaved, run: changed });
      changes.set(run.id, labels);
      return changed;
    });
    this.store.setState({ runs });
    await this.#write(async (database) => {
      for (const [id, labels] of changes) await database.label(id, labels);
    });
  }

  select(selected: readonly string[]): void {
    this.store.setState({ selected });
  }

  /** Deletes runs; `undelete` brings the last ones back. */
  async remove(ids: readonly string[]): Promise<void> {
    const chosen = this.store.getState().runs.filter(({ id }) => ids.includes(id));
    const curves = await Promise.all(chosen.map(({ id }) => this.curve(id)));
    const deleted = chosen.flatMap((run, i) => {
      const curve = curves[i];
      return curve === undefined ? [] : [{ run, curve }];
    });
    for (const id of ids) this.#unsaved.delete(id);
    this.store.setState(({ runs, selected }) => ({
      runs: runs.filter(({ id }) => !ids.includes(id)),
      selected: selected.filter((id) => !ids.includes(id)),
      deleted,
    }));
    await this.#write((database) => database.remove(ids));
  }

  async undelete(): Promise<void> {
    const { deleted } = this.store.getState();
    this.store.setState({ deleted: [] });
    await this.#addAll(deleted);
  }

  /** What was deleted last stays deleted. */
  forgetDeleted(): void {
    this.store.setState({ deleted: [] });
  }

  /** Deletes what cannot be read, for good. */
  async removeUnreadable({ kind, id }: Unreadable): Promise<void> {
    this.store.setState(({ unreadable }) => ({
      unreadable: unreadable.filter((other) => other.kind !== kind || other.id !== id),
    }));
    await this.#write((database) =>
      kind === 'run' ? database.remove([id]) : database.removeBatch(id),
    );
  }

  /** Runs with the tables they name as one file, those that cannot be read as they are kept; or why one file cannot hold them. */
  async exportRuns(ids: readonly string[]): Promise<Result<Blob>> {
    return toArchiveFile(this.#entries(ids), (hash) => this.table(hash));
  }

  async *#entries(ids: readonly string[]): AsyncGenerator<Document> {
    const database = await this.#database;
    for (const id of ids) {
      const unsaved = this.#unsaved.get(id);
      if (unsaved) yield { run: asDocument(unsaved.run), curve: asDocument(unsaved.curve) };
      else yield await database.documents(id);
    }
  }

  /** Takes the runs of a file in, with the tables they name; runs that are already there stay as they are. */
  async importRuns(file: Blob): Promise<Result<Imported>> {
    const archive = await this.#readArchive(file);
    if (!archive.ok) return err(archive.error);
    const { runs, tables, refused } = archive.value;
    const lost: Imported['refused'][number][] = [];
    for (const { hash, bytes } of tables) {
      if (!(await this.keepTable(hash, bytes)))
        lost.push({ name: words.table(hash), reason: words.noRoomForIt });
    }
    const known = new Set(this.store.getState().runs.map(({ id }) => id));
    const fresh = runs.filter(({ run }) => !known.has(run.id));
    await this.#addAll(fresh);
    return ok({ count: fresh.length, refused: [...refused, ...lost] });
  }

  /** Those that can be read. */
  async batches(): Promise<readonly StoredBatch[]> {
    return (await (await this.#database).batches()).read;
  }

  async putBatch(batch: StoredBatch): Promise<void> {
    await this.#write((database) => database.putBatch(batch));
  }

  async removeBatch(id: string): Promise<void> {
    await this.#write((database) => database.removeBatch(id));
  }

  /** Writes again what could not be kept. */
  retry(): Promise<void> {
    return this.#settle(true);
  }

  /** Listed once they are kept: a page that is reloaded at once has lost nothing that it showed. */
  async #addAll(archived: readonly ArchivedRun[]): Promise<void> {
    await this.#keep(archived);
    this.#list(archived);
  }

  #list(archived: readonly ArchivedRun[]): void {
    const ids = new Set(archived.map(({ run }) => run.id));
    this.store.setState(({ runs }) => ({
      runs: [...runs.filter(({ id }) => !ids.has(id)), ...archived.map(({ run }) => run)],
    }));
    for (const { curve } of archived) this.#remember(curve);
  }

  async #keep(archived: readonly ArchivedRun[]): Promise<void> {
    const kept = await Promise.all(
      archived.map(async (made) => {
        const isKept = await this.#attempt((database) => database.add(made.run, made.curve));
        if (isKept) this.#unsaved.delete(made.run.id);
        else this.#unsaved.set(made.run.id, made);
        return isKept;
      }),
    );
    await this.#settle(kept.includes(true));
  }

  async #write(change: (database: RunDatabase) => Promise<void>): Promise<void> {
    await this.#settle(await this.#attempt(change));
  }

  async #attempt(change: (database: RunDatabase) => Promise<void>): Promise<boolean> {
    try {
      if (!this.store.getState().loaded) await this.ready; // or the list would miss what is read beside
      await change(await this.#database);
      return true;
    } catch (error) {
      this.#report(error);
      return false;
    }
  }

  /** After a write that worked there may be room for what could not be kept. */
  async #settle(hasWorked: boolean): Promise<void> {
    for (const [id, made] of hasWorked ? this.#unsaved : []) {
      if (made === null) continue;
      if (!(await this.#attempt((database) => database.add(made.run, made.curve)))) break;
      this.#unsaved.delete(id);
    }
    const { unsaved: before, trouble } = this.store.getState();
    const unsaved = [...this.#unsaved.keys()];
    if (hasWorked && unsaved.length === 0) {
      // Nearly always: many runs a second need not have the page drawn for each.
      if (before.length > 0 || trouble !== null) this.store.setState({ unsaved, trouble: null });
    } else {
      this.store.setState({ unsaved });
    }
  }

  /** Another page has written or removed these; many at once are read together. */
  #hear(database: RunDatabase, ids: readonly string[]): void {
    const isFirst = this.#changed.size === 0;
    for (const id of ids) this.#changed.add(id);
    if (!isFirst) return;
    setTimeout(() => {
      const changed = [...this.#changed];
      this.#changed.clear();
      this.#follow(database, changed).catch((error: unknown) => this.#report(error));
    }, hearingMilliseconds);
  }

  async #follow(database: RunDatabase, ids: readonly string[]): Promise<void> {
    await this.ready;
    this.listAll(); // or what is listed later would undo it
    const runs = await Promise.all(ids.map((id) => database.run(id)));
    const present = new Map(runs.flatMap((run) => (run === undefined ? [] : [[run.id, run]])));
    const gone = new Set(ids.filter((id) => !present.has(id) && !this.#unsaved.has(id)));
    for (const id of ids) this.#curves.delete(id);
    this.store.setState(({ runs: before, selected }) => {
      const known = new Set(before.map(({ id }) => id));
      return {
        runs: [
          ...before.filter(({ id }) => !gone.has(id)).map((run) => present.get(run.id) ?? run),
          ...[...present.values()].filter(({ id }) => !known.has(id)),
        ],
        selected: selected.filter((id) => !gone.has(id)),
      };
    });
  }

  #cleared(): void {
    this.listAll();
    const { runs } = this.store.getState();
    for (const { id } of runs) this.#unsaved.set(id, null);
    this.store.setState({
      unsaved: runs.map(({ id }) => id),
      trouble: words.whatThisBrowserKept,
    });
  }

  #remember(curve: RunCurve): void {
    this.#curves.delete(curve.id);
    this.#curves.set(curve.id, curve);
    for (const oldest of this.#curves.keys()) {
      if (this.#curves.size <= cachedCurves) break;
      this.#curves.delete(oldest);
    }
  }

  #report(error: unknown): void {
    const trouble = error instanceof Error ? error.message : String(error);
    this.store.setState({ loaded: true, trouble });
  }
}
