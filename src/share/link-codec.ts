import { fieldText } from '#src/experiment/differences.ts';
import { defaultExperiment, fieldIds } from '#src/experiment/experiment.ts';
import { type Experiment, type FieldId, fields } from '#src/experiment/fields.ts';
import { presets } from '#src/experiment/presets.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { type Assembled, assemble } from '#src/share/assemble.ts';
import { type Claim, decodeClaim, encodeClaim } from '#src/share/claim.ts';
import { escapeValue, splitPairs, unescapeValue } from '#src/share/link-text.ts';
import {
  type LinkTexts,
  latestDefaults,
  latestVersion,
  upgraded,
  versions,
} from '#src/share/versions/versions.ts';

/** The longest link that is read, in characters (all of them ASCII once escaped). */
export const maxLinkLength = 8192;

/** What a link may say beside the experiment. */
export interface LinkExtras {
  /** Start training on opening. */
  readonly run?: boolean;
  /** A result that the reader may run again. */
  readonly claim?: Claim;
}

/** What a link was understood to say. */
export interface OpenedLink extends Assembled {
  readonly run: boolean;
  readonly claim?: Claim;
  /** The link's version, where it is newer than this program: nothing of it was read. */
  readonly newerVersion?: number;
  /** Id of the preset that the link starts from. */
  readonly preset?: string;
}

/**
 * An experiment as the fragment of a link, without `#`: `v=1&target=sum_mod&net=2:relu`. Only what differs from the
 * version's defaults; `fromHash` gives the same experiment back.
 */
export function toHash(experiment: Experiment, { run, claim }: LinkExtras = {}): string {
  const differing = fieldIds.flatMap((id) => {
    const text = fieldText(id, experiment);
    const { key } = fields[id];
    return text === latestDefaults[key] ? [] : [`${key}=${escapeValue(text)}`];
  });
  return [
    `v=${latestVersion}`,
    ...differing,
    ...(claim === undefined ? [] : [`claim=${escapeValue(encodeClaim(claim))}`]),
    ...(run ? ['run=1'] : []),
  ].join('&');
}

/**
 * Reads a link, its fragment with or without `#`, or a whole address. Never throws and never evaluates anything.
 * Whatever is unknown, repeated, broken or contradictory is named in `problems`, and the rest opens; a link that says
 * nothing is the experiment of the first visit.
 */
export function fromHash(text: string): OpenedLink {
  if (text.length > maxLinkLength)
    return nothing([problem('link', `longer than ${maxLinkLength} characters`)]);
  const { values, problems } = readPairs(text);
  const version = readVersion(values.get('v'));
  if (!version.known) return { ...nothing([...problems, version.problem]), ...version.newer };
  if (version.problem !== null) problems.push(version.problem);

  const preset = readPreset(values.get('preset'), problems);
  const claim = readClaim(values.get('claim'), problems);
  const run = readRun(values.get('run'), problems);
  const given = new Map([...values].filter(([key]) => !pageKeys.includes(key)));
  const { experiment, problems: fieldProblems } = readFields(
    given,
    version.number,
    preset?.experiment,
  );
  return {
    experiment,
    problems: [...problems, ...fieldProblems],
    run,
    ...(claim && { claim }),
    ...(preset && { preset: preset.id }),
  };
}

/** Keys that do not belong to a field. */
export const pageKeys: readonly string[] = ['v', 'preset', 'run', 'claim'];

function readPairs(text: string): { values: Map<string, string>; problems: Problem[] } {
  const values = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { key, value } of splitPairs(text)) {
    const unescaped = unescapeValue(value);
    if (!unescaped.ok) problems.push(problem(fieldOf(key), unescaped.error));
    else if (values.has(key))
      problems.push(problem(fieldOf(key), 'given more than once; the first counts'));
    else values.set(key, unescaped.value);
  }
  return { values, problems };
}

/** The field of a key, or the key itself. */
function fieldOf(key: string): string {
  return fieldIds.find((id) => fields[id].key === key) ?? key;
}

type ReadVersion =
  | { readonly known: true; readonly number: number; readonly problem: Problem | null }
  | { readonly known: false; readonly newer: { newerVersion: number }; readonly problem: Problem };

/** A link written by hand may leave the version out. */
function readVersion(text: string | undefined): ReadVersion {
  if (text === undefined) return { known: true, number: latestVersion, problem: null };
  const number = /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;
  if (number === null) {
    const message = `“${brief(text)}” is not a version; read as version ${latestVersion}`;
    return { known: true, number: latestVersion, problem: problem('v', message) };
  }
  if (number <= latestVersion) return { known: true, number, problem: null };
  const message = `this link is of version ${number}, newer than this page (${latestVersion}): reload the page or use the one that made the link`;
  return { known: false, newer: { newerVersion: number }, problem: problem('v', message) };
}

function readPreset(id: string | undefined, problems: Problem[]) {
  if (id === undefined) return undefined;
  const preset = presets.find((candidate) => candidate.id === id);
  if (preset === undefined) problems.push(problem('preset', `“${brief(id)}” is not known`));
  return preset;
}

function readClaim(text: string | undefined, problems: Problem[]): Claim | undefined {
  if (text === undefined) return undefined;
  const claim = decodeClaim(text);
  if (claim.ok) return claim.value;
  problems.push(problem('claim', claim.error));
  return undefined;
}

function readRun(text: string | undefined, problems: Problem[]): boolean {
  if (text !== undefined && text !== '0' && text !== '1')
    problems.push(problem('run', 'expected 1 or 0'));
  return text === '1';
}

/** @param preset what the link starts from instead of its version's defaults */
function readFields(
  given: ReadonlyMap<string, string>,
  version: number,
  preset: Experiment | undefined,
): Assembled {
  const problems: Problem[] = [];
  const known: Record<string, string> = {};
  for (const [key, text] of given) {
    if (Object.hasOwn(versions[version - 1]?.defaults ?? {}, key)) known[key] = text;
    else problems.push(problem(key, 'is not known'));
  }
  const untouched = upgraded({}, version);
  const texts = upgraded(known, version);
  const base = preset ?? experimentOf(untouched);
  const candidates = new Map<FieldId, unknown>();
  for (const id of fieldIds) {
    const { key } = fields[id];
    const text = texts[key];
    if (text === undefined || (text === untouched[key] && !Object.hasOwn(known, key))) continue;
    const decoded = fields[id].decode(text);
    if (decoded.ok) candidates.set(id, decoded.value);
    else problems.push(problem(id, `“${brief(text)}”: ${decoded.error}`));
  }
  const assembled = assemble(base, candidates);
  return { ...assembled, problems: [...problems, ...assembled.problems] };
}

/** The experiment of complete texts that are known to be valid. */
function experimentOf(texts: LinkTexts): Experiment {
  const values = fieldIds.map((id) => {
    const decoded = fields[id].decode(texts[fields[id].key] ?? '');
    return [id, decoded.ok ? decoded.value : fields[id].default] as const;
  });
  return assemble(defaultExperiment, new Map(values)).experiment;
}

function nothing(problems: readonly Problem[]): OpenedLink {
  return { experiment: defaultExperiment, problems, run: false };
}

function problem(field: string, message: string): Problem {
  return { field: brief(field), message };
}

/** What a stranger wrote is shown only so far. */
function brief(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}
