import type { Experiment } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { referredHash } from '#src/experiment/table.ts';
import { brief } from '#src/lib/brief.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { carriedDocument } from '#src/library/carried-table.ts';
import { type Document, isDocument } from '#src/library/documents/version.ts';
import {
  documentVersions,
  knownVersion,
  latestVersion,
  unsaidExperiment,
  upgraded,
} from '#src/library/documents/versions.ts';
import { type Assembled, assemble, fewOf } from '#src/share/assemble.ts';
import { words } from '#words/base/link.ts';

/** The longest file that is read, in characters, without the bytes of its table and with those. */
export const maxFileLength = 1_000_000;
export const maxFileLengthWithTable = 24_000_000;

/**
 * An experiment as a JSON file, complete and readable: `{"fitscope": 2, "experiment": {…}, "table": {…}}`.
 *
 * @param bytes of the table that the experiment names by its hash; null: it names none, or they are not here
 */
export function toExperimentFile(experiment: Experiment, bytes: Uint8Array | null = null): string {
  const hash = bytes && referredHash(experiment.table);
  const table = hash ? { table: carriedDocument(hash, bytes) } : {};
  return `${JSON.stringify({ fitscope: latestVersion().number, experiment, ...table }, null, 2)}\n`;
}

/** What is in an experiment file. */
export interface ExperimentFile extends Assembled {
  /** For `readCarried`: the table that the experiment names by its hash; absent: it is not in the file. */
  readonly table?: Document;
}

/** No text inside JSON's texts can be like this. */
const carriedBytes = /"bytes":\s*"([\w+/]*={0,2})"/;

/**
 * Reads an experiment file. Fields that are missing, unknown or wrong are named, and the rest opens.
 *
 * @returns what could be read, or why the text is no experiment file at all
 */
export function fromExperimentFile(
  text: string,
  versions = documentVersions,
): Result<ExperimentFile> {
  if (text.length > maxFileLengthWithTable) return err(words.theFileIsLargerThan);
  const [, bytes] = carriedBytes.exec(text) ?? [];
  const rest = bytes === undefined ? text : text.replace(carriedBytes, '"bytes":""');
  if (rest.length > maxFileLength) return err(words.theFileIsLargerThan);
  const file = parseJson(rest);
  if (!isDocument(file) || !Object.hasOwn(file, 'fitscope') || !isDocument(file['experiment']))
    return err(words.thisIsNotAFitscope);
  const version = knownVersion(file['fitscope'], versions);
  if (!version.ok) return err(words.theFileCannotBeRead(version.error));
  const said = file['experiment'];
  const unsaid = unsaidExperiment(version.value, undefined, versions);
  const whole = { ...unsaidExperiment(version.value, said['target'], versions), ...said };
  const assembled = assemble(
    upgraded('experiment', unsaid, version.value, versions),
    upgraded('experiment', whole, version.value, versions),
  );
  const { table } = file;
  return ok({
    ...assembled,
    problems: fewOf([...misfits(said, unsaid), ...assembled.problems]),
    ...(isDocument(table) &&
      table['hash'] === referredHash(assembled.experiment.table) && { table: { ...table, bytes } }),
  });
}

/** Names that are not of the file's version, and those that the file leaves out. */
function misfits(said: Document, unsaid: Document): readonly Problem[] {
  const unknown = Object.keys(said).filter((name) => !Object.hasOwn(unsaid, name));
  const missing = Object.keys(unsaid).filter((name) => !Object.hasOwn(said, name));
  return [
    ...unknown.map((name) => ({ field: brief(name), message: words.isNotKnown })),
    ...missing.map((field) => ({ field, message: words.isMissingItsDefault })),
  ];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
