import { createStore } from 'zustand/vanilla';
import { err, ok, type Result } from '#src/lib/result.ts';
import { type ArchivedRun, readArchive, writeArchive } from '#src/library/archive.ts';
import type { StoredBatch } from '#src/library/batch.ts';
import type { RunDatabase } from '#src/library/database.ts';
import type { RunCurve, RunLabels, StoredRun } from '#src/library/stored-run.ts';

/** The runs that are kept, as lists show them. Curves are fetched one by one with `curve`. */
export interface LibraryState {
  /** Oldest first. */
  readonly runs: readonly StoredRun[];
  readonly selected: readonly string[];
  /** What was deleted last and can still be brought back. */
  readonly deleted: readonly ArchivedRun[];
  /** False while the database is being read. */
  readonly loaded: boolean;
  /** False where runs last only as long as the page. */
  readonly persistent: boolean;
  /** Why a write failed, in words; null when all is kept. */
  readonly trouble: string | null;
}

/** Curves that are looked at again and again stay in memory, the most recent ones. */
const cachedCurves = 64;
/** As many colours as the run palette has. */
export const runColours = 8;

export type RunLibrary = ReturnType<typeof createRunLibrary>;

/** Keeps runs in the database and the list of them in a store. Writes never hold anything up: they run beside. */
export function createRunLibrary(opening: Promise<RunDatabase>) {
  const store = createStore<LibraryState>(() => ({
    runs: [],
    selected: [],
    deleted: [],
    loaded: false,
    persistent: true,
    trouble: null,
  }));
  const curves = new Map<string, RunCurve>();

  const ready = opening.then(async (database) => {
    const known = await database.list();
    store.setState(({ runs }) => ({
      runs: [...known, ...runs],
      loaded: true,
      persistent: database.persistent,
    }));
    return database;
  });
  ready.catch(report);

  function report(error: unknown): void {
    store.setState({
      loaded: true,
      trouble: error instanceof Error ? error.message : String(error),
    });
  }

  /** @returns whether it worked */
  async function write(change: (database: RunDatabase) => Promise<void>): Promise<boolean> {
    try {
      await change(await ready);
      return true;
    } catch (error) {
      report(error);
      return false;
    }
  }

  /** Its success ends the trouble: runs that have ended are kept again, or there is room for them. */
  async function writeList(change: (database: RunDatabase) => Promise<void>): Promise<void> {
    if (await write(change)) store.setState({ trouble: null });
  }

  function remember(curve: RunCurve): void {
    curves.delete(curve.id);
    curves.set(curve.id, curve);
    for (const oldest of curves.keys()) {
      if (curves.size <= cachedCurves) break;
      curves.delete(oldest);
    }
  }

  async function edit(
    ids: readonly string[],
    change: (run: StoredRun) => Partial<RunLabels>,
  ): Promise<void> {
    const changes = new Map<string, Partial<RunLabels>>();
    const runs = store.getState().runs.map((run) => {
      if (!ids.includes(run.id)) return run;
      const labels = change(run);
      changes.set(run.id, labels);
      return { ...run, ...labels };
    });
    store.setState({ runs });
    await write(async (database) => {
      for (const [id, labels] of changes) await database.label(id, labels);
    });
  }

  function list(archived: readonly ArchivedRun[]): void {
    const ids = new Set(archived.map(({ run }) => run.id));
    store.setState(({ runs }) => ({
      runs: [...runs.filter(({ id }) => !ids.has(id)), ...archived.map(({ run }) => run)],
    }));
    for (const { curve } of archived) remember(curve);
  }

  function keep(archived: readonly ArchivedRun[]): Promise<void> {
    return writeList(async (database) => {
      await Promise.all(archived.map(({ run, curve }) => database.add(run, curve)));
    });
  }

  /** Listed once they are kept: a page that is reloaded at once has lost nothing that it showed. */
  async function addAll(archived: readonly ArchivedRun[]): Promise<void> {
    await keep(archived);
    list(archived);
  }

  async function curve(id: string): Promise<RunCurve | undefined> {
    const cached = curves.get(id);
    if (cached !== undefined) return cached;
    const found = await (await ready).curve(id);
    if (found !== undefined) remember(found);
    return found;
  }

  async function withCurves(chosen: readonly StoredRun[]): Promise<readonly ArchivedRun[]> {
    const pairs = await Promise.all(
      chosen.map(async (run) => ({ run, curve: await curve(run.id) })),
    );
    return pairs.flatMap(({ run, curve: found }) =>
      found === undefined ? [] : [{ run, curve: found }],
    );
  }

  return {
    store,
    curve,
    /** Keeps a run; one with the same id is replaced. */
    add(run: StoredRun, itsCurve: RunCurve): Promise<void> {
      const archived = [{ run, curve: itsCurve }];
      list(archived);
      return keep(archived);
    },
    /**
     * Stores a run that is still under way, as far as it has come: it is listed when the page opens again. Called every
     * few seconds; that it worked says nothing of a run that was lost, so trouble stays.
     */
    async save(run: StoredRun, itsCurve: RunCurve): Promise<void> {
      await write((database) => database.add(run, itsCurve));
    },
    /** The colour that the fewest visible runs have. */
    nextColour(): number {
      const used = Array.from({ length: runColours }, () => 0);
      for (const { colour, visible } of store.getState().runs) {
        if (visible) used[colour % runColours] = (used[colour % runColours] ?? 0) + 1;
      }
      return used.indexOf(Math.min(...used));
    },
    edit,
    select(selected: readonly string[]): void {
      store.setState({ selected });
    },
    /** Deletes runs; `undelete` brings the last ones back. */
    async remove(ids: readonly string[]): Promise<void> {
      const { runs, selected } = store.getState();
      const deleted = await withCurves(runs.filter(({ id }) => ids.includes(id)));
      store.setState({
        runs: store.getState().runs.filter(({ id }) => !ids.includes(id)),
        selected: selected.filter((id) => !ids.includes(id)),
        deleted,
      });
      await writeList((database) => database.remove(ids));
    },
    async undelete(): Promise<void> {
      const { deleted } = store.getState();
      store.setState({ deleted: [] });
      await addAll(deleted);
    },
    /** What was deleted last stays deleted. */
    forgetDeleted(): void {
      store.setState({ deleted: [] });
    },
    /** All runs, or the given ones, as the text of one file. */
    async exportRuns(ids?: readonly string[]): Promise<string> {
      const { runs } = store.getState();
      return writeArchive(
        await withCurves(ids === undefined ? runs : runs.filter(({ id }) => ids.includes(id))),
      );
    },
    /** Takes the runs of a file in; runs that are already there stay as they are. @returns how many came in */
    async importRuns(json: string): Promise<Result<number>> {
      const archived = readArchive(json);
      if (!archived.ok) return err(archived.error);
      const known = new Set(store.getState().runs.map(({ id }) => id));
      const fresh = archived.value.filter(({ run }) => !known.has(run.id));
      await addAll(fresh);
      return ok(fresh.length);
    },
    batches: async () => (await ready).batches(),
    async putBatch(batch: StoredBatch): Promise<void> {
      await write((database) => database.putBatch(batch));
    },
    async removeBatch(id: string): Promise<void> {
      await write((database) => database.removeBatch(id));
    },
    /** Resolves when the list has been read. */
    ready: ready.then(
      () => undefined,
      () => undefined,
    ),
  };
}
