import { ArrayItems } from '#src/lib/array-items.ts';
import { fromJsonValue, toJsonValue } from '#src/lib/json-numbers.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import {
  type CarriedTable,
  carriedDocument,
  namedTables,
  readCarried,
} from '#src/library/carried-table.ts';
import { readCurve, readRun } from '#src/library/documents/read.ts';
import { type Document, isDocument } from '#src/library/documents/version.ts';
import {
  documentVersions,
  knownVersion,
  latestVersion,
  upgraded,
} from '#src/library/documents/versions.ts';
import { type RunCurve, runFigures, type StoredRun } from '#src/library/stored-run.ts';
import { words } from '#words/base/library.ts';

/** A run with its arrays. */
export interface ArchivedRun {
  readonly run: StoredRun;
  readonly curve: RunCurve;
}

/** What an archive may hold, when it is written and when it is read; sizes in characters of JSON, `item`: of a run or table. */
export const archiveLimits = { runs: 20_000, item: 64e6, all: 500e6 } as const;

type FindTable = (hash: string) => Promise<Uint8Array | null>;

/** Where an archive has more than it may. */
export class ArchiveLimitError extends RangeError {
  override readonly name = 'ArchiveLimitError';
}

const tooMany = words.oneFileHoldsAtMostRuns(archiveLimits.runs);
const tooLarge = (characters: number) => words.oneFileHoldsAtMostMb(characters / 1e6);

/**
 * Runs and their curves, as documents of whatever version, as the text of one JSON file, in pieces:
 * `{"fitscopeRuns": 2, "runs": [{"run": {…}, "curve": {…}}, …], "tables": [{"hash": "…", "bytes": "…"}, …]}`. Tables that
 * runs name by their hash follow them, each once; those that are not kept here are left out, and so is an empty list.
 *
 * @param findTable the bytes of a table by its hash; null where they are not kept
 * @param most characters of all runs and tables
 * @throws ArchiveLimitError when there are more than one file may hold
 */
export async function* archiveText(
  entries: AsyncIterable<Document>,
  findTable: FindTable = async () => null,
  most: number = archiveLimits.all,
): AsyncGenerator<string> {
  const named = new Set<string>();
  let runs = 0;
  let size = 0;
  const counted = (text: string): string => {
    size += text.length;
    if (size > most) throw new ArchiveLimitError(tooLarge(most));
    return text;
  };
  yield `{"fitscopeRuns":${latestVersion().number},"runs":[`;
  for await (const entry of entries) {
    runs++;
    if (runs > archiveLimits.runs) throw new ArchiveLimitError(tooMany);
    for (const kept of Object.values(entry)) for (const hash of namedTables(kept)) named.add(hash);
    yield `${runs === 1 ? '' : ','}\n${counted(JSON.stringify(toJsonValue(entry)))}`;
  }
  let separator = '\n],"tables":[';
  for (const hash of named) {
    const bytes = await findTable(hash);
    if (bytes === null) continue;
    yield `${separator}\n${counted(JSON.stringify(carriedDocument(hash, bytes)))}`;
    separator = ',';
  }
  yield '\n]}\n';
}

export interface ReadArchive {
  readonly runs: readonly ArchivedRun[];
  /** Those that the runs name by their hash. */
  readonly tables: readonly CarriedTable[];
  /** Runs and tables that cannot be read, as far as they are known, and why. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

/**
 * Reads an archive that may come from anywhere, run by run. One that cannot be read costs no other.
 *
 * @param text in pieces
 * @param pause awaited after each piece: lets other work through
 * @returns the runs, or why the text is no archive at all
 */
export async function readArchive(
  text: AsyncIterable<string>,
  pause: () => Promise<void> = async () => undefined,
  versions = documentVersions,
): Promise<Result<ReadArchive>> {
  const items = new ArrayItems(archiveLimits.item);
  const runs: ArchivedRun[] = [];
  const named = new Set<string>();
  const tables: CarriedTable[] = [];
  const refused: { name: string; reason: string }[] = [];
  let version: Result<number> | null = null;
  let size = 0;
  try {
    for await (const piece of text) {
      size += piece.length;
      if (size > archiveLimits.all) return err(tooLarge(archiveLimits.all));
      for (const item of items.take(piece)) {
        version ??= versionOf(`${items.outside}]}`, versions);
        if (!version.ok) return version;
        if (items.array === 'tables') {
          const document = parseJson(item);
          const { hash } = Object(document) as Document;
          if (typeof hash !== 'string' || !named.delete(hash)) continue; // none, or not the first of this hash
          const table = await readCarried(document);
          if (table.ok) tables.push(table.value);
          else refused.push({ name: words.table(hash), reason: table.error });
          continue;
        }
        const place = runs.length + refused.length + 1;
        if (place > archiveLimits.runs) return err(tooMany);
        const run = readEntry(parseJson(item), version.value, versions);
        if (run.ok) {
          runs.push(run.value);
          for (const hash of namedTables(run.value.run)) named.add(hash);
        } else refused.push({ name: run.error.name ?? words.run(place), reason: run.error.reason });
        await pause();
      }
      await pause();
    }
  } catch (error) {
    if (error instanceof RangeError) return err(words.aRunInItIsTooLarge);
    throw error;
  }
  version = versionOf(items.outside, versions);
  return version.ok ? ok({ runs, tables, refused }) : version;
}

/** @param outside the file's JSON without its runs */
function versionOf(outside: string, versions: typeof documentVersions): Result<number> {
  const file = parseJson(outside);
  if (file === undefined) return err(words.itIsNotJson);
  if (!isDocument(file) || !Object.hasOwn(file, 'fitscopeRuns'))
    return err(words.itIsNoFitscopeArchive);
  return knownVersion(file['fitscopeRuns'], versions);
}

interface Refused {
  readonly name: string | null;
  readonly reason: string;
}

function readEntry(
  entry: unknown,
  version: number,
  versions: typeof documentVersions,
): Result<ArchivedRun, Refused> {
  if (!isDocument(entry)) return err({ name: null, reason: words.itIsNoRun });
  const latest = fromJsonValue(upgraded('entry', entry, version, versions));
  const { run: kept, curve: itsCurve } = latest as Document;
  const { name, id } = Object(kept) as Document;
  const refuse = (reason: string) => {
    const [known] = [name, id].filter((text) => typeof text === 'string');
    return err({ name: known?.slice(0, 60) ?? null, reason });
  };
  const curve = readCurve(itsCurve, versions);
  if (!curve.ok) return refuse(curve.error);
  const { parameters, records } = curve.value;
  const read = readRun(kept, versions, { figures: runFigures(records, null) });
  if (!read.ok) return refuse(read.error);
  const { id: runId, parameterCount, lossFactor } = read.value;
  const run = { ...read.value, figures: runFigures(records, lossFactor) };
  if (parameters.length !== parameterCount)
    return refuse(words.parametersExpectedNumbers(parameterCount));
  return ok({ run, curve: { ...curve.value, id: runId } });
}

/** @returns undefined where the text is no JSON */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
