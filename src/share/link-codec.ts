import { fieldText } from '#src/experiment/differences.ts';
import { fieldIds } from '#src/experiment/experiment.ts';
import { decodeText } from '#src/experiment/field-texts.ts';
import { type Experiment, fields } from '#src/experiment/fields.ts';
import { landingPreset } from '#src/experiment/presets.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { brief } from '#src/lib/brief.ts';
import { err, ok } from '#src/lib/result.ts';
import type { SeededExperiment } from '#src/library/batch.ts';
import type { Document } from '#src/library/documents/version.ts';
import {
  documentVersions,
  latestVersion,
  unsaidExperiment,
  unsaidTexts,
  upgraded,
} from '#src/library/documents/versions.ts';
import { type Assembled, assemble, fewOf } from '#src/share/assemble.ts';
import { type Claim, decodeClaim, encodeClaim, parseClaim } from '#src/share/claim.ts';
import { escapeValue, splitPairs, unescapeValue } from '#src/share/link-text.ts';
import { presetLinks } from '#src/share/preset-links.ts';
import { decodeProof, encodeProof, type Proof } from '#src/share/proof.ts';
import {
  decodeEach,
  decodeOverlaid,
  decodeSweep,
  encodeAgainst,
  encodeOverlay,
  encodeSweep,
  mostAgainst,
  type SweptFields,
} from '#src/share/studies-in-links.ts';
import { words } from '#words/base/link.ts';

/** The longest link that is read, in characters (all of them ASCII once escaped). */
export const maxLinkLength = 40_000;

/** What a link may say beside the experiment. */
export interface LinkExtras {
  /** Start training on opening. */
  readonly run?: boolean;
  /** A result that the reader may run again. */
  readonly claim?: Claim;
  /** What makes the experiment fit, as the reader may try. */
  readonly proof?: Proof;
  /** Experiments that it may be trained against, over the same seeds. */
  readonly against?: readonly Experiment[];
  /** Values that it may be swept over. */
  readonly sweep?: SweptFields;
  /** Runs that may be trained again and laid over one another. */
  readonly overlay?: readonly SeededExperiment[];
}

/** What a link was understood to say. */
export interface OpenedLink extends Assembled, Omit<LinkExtras, 'run'> {
  /** Whether to start training; never where anything in the link could not be read. */
  readonly run: boolean;
  /** The link's version, where it is newer than this program: nothing of it was read. */
  readonly newerVersion?: number;
  /** Id of the preset that the link starts from. */
  readonly preset?: string;
}

/**
 * An experiment as the fragment of a link, without `#`: `v=2&target=sum_mod&net=2:relu`. Only what differs from the
 * version's defaults; `fromHash` gives the same experiment back.
 */
export function toHash(
  experiment: Experiment,
  { run, claim, proof, against = [], sweep, overlay = [] }: LinkExtras = {},
): string {
  const latest = latestVersion();
  const unsaid = unsaidTexts(latest, experiment.target);
  const differing = fieldIds.flatMap((id) => {
    const text = fieldText(id, experiment);
    const { key } = fields[id];
    return text === unsaid[key] ? [] : [`${key}=${escapeValue(text)}`];
  });
  return [
    `v=${latest.number}`,
    ...differing,
    ...(claim === undefined ? [] : [`claim=${escapeValue(encodeClaim(claim))}`]),
    ...(proof === undefined ? [] : [`proof=${escapeValue(encodeProof(experiment, proof))}`]),
    ...(against.length === 0 ? [] : [`against=${escapeValue(encodeAgainst(against, toHash))}`]),
    ...(sweep === undefined ? [] : [`sweep=${escapeValue(encodeSweep(sweep))}`]),
    ...(overlay.length === 0
      ? []
      : [`overlay=${escapeValue(encodeOverlay(overlay, experiment, toHash))}`]),
    ...(run ? ['run=1'] : []),
  ].join('&');
}

/**
 * Reads a link, its fragment with or without `#`, or a whole address. Never throws and never evaluates anything.
 * Whatever is unknown, repeated, broken or contradictory is named in `problems`, and the rest opens; a link that says
 * nothing is the first preset.
 */
export function fromHash(text: string, versions = documentVersions): OpenedLink {
  if (text.length > maxLinkLength)
    return nothing([problem('link', words.longerThanCharacters(maxLinkLength))]);
  const { values, problems } = readPairs(text);
  if (values.size === 0) return nothing(problems);
  const version = readVersion(values.get('v'), versions.length);
  if (!version.known) return { ...nothing([...problems, version.problem]), ...version.newer };
  if (version.problem !== null) problems.push(version.problem);

  const { number } = version;
  const preset = readPreset(values.get('preset'), number, versions, problems);
  const claim = readClaim(values.get('claim'), number, versions, problems);
  const run = readRun(values.get('run'), problems);
  const given = new Map([...values].filter(([key]) => !pageKeys.includes(key)));
  const unsaid = (target?: string) =>
    preset?.document ?? unsaidExperiment(number, target, versions);
  const assembledOf = (texts: ReadonlyMap<string, string>): Assembled => {
    const said = readFields(texts, number, versions);
    const whole = { ...unsaid(texts.get('target')), ...said.values };
    return assemble(
      upgraded('experiment', unsaid(), number, versions),
      upgraded('experiment', whole, number, versions),
      said.problems,
    );
  };
  const assembled = assembledOf(given);
  const proof = readProof(
    values.get('proof'),
    (changes) => assembledOf(new Map([...given, ...changes])),
    problems,
  );
  const other = (field: string, link: string) => readOther(link, field, versions, problems);
  const say = (field: string) => (message: string) => void problems.push(problem(field, message));
  const against = decodeEach(values.get('against'), mostAgainst, say('against'), (link) =>
    other('against', link),
  );
  const overlay = decodeEach(values.get('overlay'), mostAgainst + 1, say('overlay'), (item) => {
    const said = decodeOverlaid(item);
    if (!said.ok) {
      say('overlay')(said.error);
      return null;
    }
    const { link, seeds } = said.value;
    const experiment = link === '' ? assembled.experiment : other('overlay', link);
    return experiment && { experiment, seeds };
  });
  const sweep = readSweep(values.get('sweep'), number, versions, problems);
  const named = fewOf([...problems, ...assembled.problems]);
  return {
    experiment: assembled.experiment,
    problems:
      run && named.length > 0 ? [...named, problem('run', words.itWaitsForYouToStart)] : named,
    run: run && named.length === 0,
    ...(claim && { claim }),
    ...(proof && { proof }),
    ...(against.length > 0 && { against }),
    ...(sweep && { sweep }),
    ...(overlay.length > 0 && { overlay }),
    ...(preset && { preset: preset.id }),
  };
}

/** Keys that hold other experiments: links within a link have none of them. */
const studies: readonly string[] = ['against', 'sweep', 'overlay'];

/** Keys that do not belong to a field. */
export const pageKeys: readonly string[] = ['v', 'preset', 'run', 'claim', 'proof', ...studies];

function readPairs(text: string): { values: Map<string, string>; problems: Problem[] } {
  const values = new Map<string, string>();
  const problems: Problem[] = [];
  const { pairs, foreign } = splitPairs(text);
  if (foreign !== '') problems.push(problem('link', words.isNoPartOfIt(brief(foreign))));
  for (const { key, value } of pairs) {
    const unescaped = unescapeValue(value);
    if (!unescaped.ok) problems.push(problem(fieldOfKey(key), unescaped.error));
    else if (values.has(key)) problems.push(problem(fieldOfKey(key), words.givenMoreThanOnceThe));
    else values.set(key, unescaped.value);
  }
  return { values, problems };
}

/** The field of a key, or the key itself. */
function fieldOfKey(key: string): string {
  return fieldIds.find((id) => fields[id].key === key) ?? key;
}

type ReadVersion =
  | { readonly known: true; readonly number: number; readonly problem: Problem | null }
  | { readonly known: false; readonly newer: { newerVersion: number }; readonly problem: Problem };

/** A link written by hand may leave the version out. */
function readVersion(text: string | undefined, latest: number): ReadVersion {
  if (text === undefined) return { known: true, number: latest, problem: null };
  const number = /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;
  if (number === null) {
    const message = words.isNotAVersionReadAs(brief(text), latest);
    return { known: true, number: latest, problem: problem('v', message) };
  }
  if (number <= latest) return { known: true, number, problem: null };
  const message = words.thisLinkIsOfVersion(number, latest);
  return { known: false, newer: { newerVersion: number }, problem: problem('v', message) };
}

/** The experiment that a preset's name stands for, as a document of the link's version. */
function readPreset(
  id: string | undefined,
  version: number,
  versions: typeof documentVersions,
  problems: Problem[],
): { readonly id: string; readonly document: Document } | undefined {
  if (id === undefined) return undefined;
  const { values } = readPairs(Object.hasOwn(presetLinks, id) ? (presetLinks[id] ?? '') : '');
  const from = Number(values.get('v') ?? Number.NaN);
  if (!(from <= version)) {
    problems.push(problem('preset', words.valueIsNotKnown(brief(id))));
    return undefined;
  }
  values.delete('v');
  const document = {
    ...unsaidExperiment(from, values.get('target'), versions),
    ...readFields(values, from, versions).values,
  };
  return { id, document: upgraded('experiment', document, from, versions, version) };
}

function readClaim(
  text: string | undefined,
  version: number,
  versions: typeof documentVersions,
  problems: Problem[],
): Claim | undefined {
  if (text === undefined) return undefined;
  const said = decodeClaim(text);
  const claim = said.ok ? parseClaim(upgraded('claim', said.value, version, versions)) : said;
  if (claim.ok) return claim.value;
  problems.push(problem('claim', claim.error));
  return undefined;
}

/** @param changed the experiment with texts of a link in place of its own */
function readProof(
  text: string | undefined,
  changed: (texts: ReadonlyMap<string, string>) => Assembled,
  problems: Problem[],
): Proof | undefined {
  if (text === undefined) return undefined;
  const said = decodeProof(text);
  if (!said.ok) {
    problems.push(problem('proof', said.error));
    return undefined;
  }
  const { pairs, ...rest } = said.value;
  const changes = readPairs(pairs);
  const after = changed(changes.values);
  const [broken] = [...changes.problems, ...after.problems];
  if (broken === undefined) return { ...rest, after: after.experiment };
  problems.push(problem('proof', `${broken.field}: ${broken.message}`));
  return undefined;
}

/** A link within a link brings nothing but its experiment along. @param field of the outer link, which has the problems */
function readOther(
  link: string,
  field: string,
  versions: typeof documentVersions,
  problems: Problem[],
): Experiment | null {
  const { pairs } = splitPairs(link);
  const isOne = pairs.length > 0 && pairs.every(({ key }) => !studies.includes(key));
  if (!isOne) {
    problems.push(problem(field, words.valueIsNotKnown(brief(link))));
    return null;
  }
  const { experiment, problems: own } = fromHash(link, versions);
  problems.push(...own.map(({ field: inner, message }) => problem(field, `${inner}: ${message}`)));
  return experiment;
}

function readSweep(
  text: string | undefined,
  version: number,
  versions: typeof documentVersions,
  problems: Problem[],
): SweptFields | undefined {
  if (text === undefined) return undefined;
  const unsaid = unsaidExperiment(version, undefined, versions);
  const sweep = decodeSweep(text, (key, value) => {
    const said = readFields(new Map([[key, value]]), version, versions);
    const [broken] = said.problems;
    if (broken !== undefined) return err(broken.message);
    const whole = upgraded('experiment', { ...unsaid, ...said.values }, version, versions);
    const field = fieldIds.find((id) => Object.hasOwn(said.values, id));
    return field === undefined ? err(words.isNotKnown) : ok([field, whole[field]]);
  });
  if (sweep.ok) return sweep.value;
  problems.push(problem('sweep', sweep.error));
  return undefined;
}

function readRun(text: string | undefined, problems: Problem[]): boolean {
  const flag = decodeText('flag', text ?? '0');
  if (!flag.ok) problems.push(problem('run', flag.error));
  return text === '1';
}

/** The values that a link's texts stand for, by the fields of its version; a text that stands for none stays a text. */
function readFields(
  given: ReadonlyMap<string, string>,
  version: number,
  versions: typeof documentVersions,
): { readonly values: Document; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const values: Record<string, unknown> = {};
  const linkKeys = versions[version - 1]?.linkKeys ?? {};
  for (const [key, text] of given) {
    const row = Object.hasOwn(linkKeys, key) ? linkKeys[key] : undefined;
    if (row === undefined) {
      problems.push(problem(key, words.isNotKnown));
      continue;
    }
    const [field, kind] = row;
    const decoded = decodeText(kind, text);
    values[field] = decoded.ok ? decoded.value : text;
    if (!decoded.ok) problems.push(problem(field, `“${brief(text)}”: ${decoded.error}`));
  }
  return { values, problems };
}

function nothing(problems: readonly Problem[]): OpenedLink {
  const { id, experiment } = landingPreset;
  return { experiment, problems, run: false, preset: id };
}

function problem(field: string, message: string): Problem {
  return { field: brief(field), message };
}
