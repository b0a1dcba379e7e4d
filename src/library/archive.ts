import { ArrayItems } from '#src/lib/array-items.ts';
import { fromJsonValue, toJsonValue } from '#src/lib/json-numbers.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
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

/** What an archive may hold, when it is written and when it is read; sizes in characters of JSON. */
export const archiveLimits = { runs: 20_000, run: 64e6, all: 500e6 } as const;

/** Where an archive has more than it may. */
export class ArchiveLimitError extends RangeError {
  override readonly name = 'ArchiveLimitError';
}

const tooMany = words.oneFileHoldsAtMostRuns(archiveLimits.runs);
const tooLarge = words.oneFileHoldsAtMostMb(archiveLimits.all / 1e6);

/**
 * Runs and their curves, as documents of whatever version, as the text of one JSON file, in pieces:
 * `{"fitscopeRuns": 2, "runs": [{"run": {…}, "curve": {…}}, …]}`.
 *
 * @throws ArchiveLimitError when there are more than one file may hold
 */
export async function* archiveText(entries: AsyncIterable<Document>): AsyncGenerator<string> {
  let runs = 0;
  let size = 0;
  yield `{"fitscopeRuns":${latestVersion().number},"runs":[`;
  for await (const entry of entries) {
    const text = JSON.stringify(toJsonValue(entry));
    runs++;
    size += text.length;
    if (runs > archiveLimits.runs) throw new ArchiveLimitError(tooMany);
    if (size > archiveLimits.all) throw new ArchiveLimitError(tooLarge);
    yield `${runs === 1 ? '' : ','}\n${text}`;
  }
  yield '\n]}\n';
}

export interface ReadArchive {
  readonly runs: readonly ArchivedRun[];
  /** Runs that cannot be read, as far as they are known, and why. */
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
  const items = new ArrayItems(archiveLimits.run);
  const runs: ArchivedRun[] = [];
  const refused: { name: string; reason: string }[] = [];
  let version: Result<number> | null = null;
  let size = 0;
  try {
    for await (const piece of text) {
      size += piece.length;
      if (size > archiveLimits.all) return err(tooLarge);
      for (const item of items.take(piece)) {
        version ??= versionOf(`${items.outside}]}`, versions);
        if (!version.ok) return version;
        const place = runs.length + refused.length + 1;
        if (place > archiveLimits.runs) return err(tooMany);
        const run = readEntry(parseJson(item), version.value, versions);
        if (run.ok) runs.push(run.value);
        else refused.push({ name: run.error.name ?? words.run(place), reason: run.error.reason });
        await pause();
      }
      await pause();
    }
  } catch (error) {
    if (error instanceof RangeError) return err(words.aRunInItIsTooLarge);
    throw error;
  }
  version = versionOf(items.outside, versions);
  return version.ok ? ok({ runs, refused }) : version;
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
