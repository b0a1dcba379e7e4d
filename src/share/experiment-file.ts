import { defaultExperiment, fieldIds } from '#src/experiment/experiment.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { type Assembled, assemble } from '#src/share/assemble.ts';

/** Of the file's shape; a file of a newer one is refused. */
const fileVersion = 1;

/** The longest file that is read, in characters. */
export const maxFileLength = 1_000_000;

/** An experiment as a JSON file, complete and readable: `{"fitscope": 1, "experiment": {…}}`. */
export function toExperimentFile(experiment: Experiment): string {
  return `${JSON.stringify({ fitscope: fileVersion, experiment }, null, 2)}\n`;
}

/**
 * Reads an experiment file. Fields that are missing, unknown or wrong are named, and the rest opens.
 *
 * @returns what could be read, or why the text is no experiment file at all
 */
export function fromExperimentFile(text: string): Result<Assembled> {
  if (text.length > maxFileLength) return err('the file is larger than 1 MB');
  const file = parseJson(text);
  if (!isRecord(file) || !Object.hasOwn(file, 'fitscope') || !isRecord(file['experiment']))
    return err('this is not a Fitscope experiment file');
  const version = file['fitscope'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    return err('the file does not say its version');
  if (version > fileVersion)
    return err(`the file is of version ${version}, newer than this page (${fileVersion})`);
  return ok(fromRecord(file['experiment']));
}

function fromRecord(record: Readonly<Record<string, unknown>>): Assembled {
  const problems: Problem[] = Object.keys(record)
    .filter((name) => !isFieldId(name))
    .slice(0, maxUnknown)
    .map((name) => ({ field: name.slice(0, 40), message: 'is not known' }));
  const candidates = new Map<FieldId, unknown>();
  for (const id of fieldIds) {
    if (Object.hasOwn(record, id)) candidates.set(id, record[id]);
    else problems.push({ field: id, message: 'is missing; its default is taken' });
  }
  const assembled = assemble(defaultExperiment, candidates);
  return { ...assembled, problems: [...problems, ...assembled.problems] };
}

/** Names beyond this many are not listed: the message has been understood. */
const maxUnknown = 20;

function isFieldId(name: string): name is FieldId {
  return fieldIds.some((id) => id === name);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
