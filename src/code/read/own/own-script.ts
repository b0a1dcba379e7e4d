import {
  byMask,
  byText,
  type Grouped,
  inContext,
  type Line,
  type LineReader,
  likeness,
  lineReader,
  numbersAt,
} from '#src/code/read/own/lines.ts';
import { outlines } from '#src/code/read/own/outline.ts';
import { choices, type Probe, probes } from '#src/code/read/own/search.ts';
import { parsePython } from '#src/code/read/parse/python.ts';
import type { Stmt } from '#src/code/read/parse/syntax.ts';
import type { Fact, FactValue } from '#src/code/read/reading.ts';
import type { CodeLanguage } from '#src/code/write/script.ts';
import { writeScript } from '#src/code/write/write-script.ts';
import { fieldIds } from '#src/experiment/experiment.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import { exampleTables } from '#src/experiment/suited.ts';
import { classCount } from '#src/experiment/targets.ts';

/** What a script that was written here says. */
export interface OwnScript {
  readonly facts: readonly Fact[];
  /** Its experiment is written as the same program again. */
  readonly isWhole: boolean;
}

/** Scripts of one language: of an experiment, null where it has none, and the lines of any. */
interface Scripts {
  write(experiment: Experiment): Promise<string | null>;
  readonly linesOf: LineReader;
}

/**
 * Reads a script that was written here by writing others: of each choice the one whose script is most like it, of each
 * number what stands where two scripts that differ in it differ. Of a script that was changed by hand a fact is guessed:
 * what a line says that no other value of its field would have written.
 *
 * @throws {Error} where `isOver` before all is read
 */
export async function readOwnScript(text: string, isOver: () => boolean): Promise<OwnScript> {
  const language = languageOf(text);
  const written = new Map<Experiment, Promise<string | null>>();
  const scripts: Scripts = {
    async write(experiment) {
      if (isOver()) throw new Error('over');
      const known = written.get(experiment) ?? scriptOf(experiment, language);
      written.set(experiment, known);
      return known;
    },
    linesOf: lineReader(),
  };
  const parse = await parserOf(language);
  const program = parse(text, isOver);
  const lines = scripts.linesOf(text);
  const pasted = byMask(lines);
  const form = { lines: inContext(lines), texts: byText(lines) };
  const exactly = (own: readonly Line[]) => likeness(byText(own), form.texts);
  /** By the forms of lines, and by their numbers where these leave a choice. */
  const alike = (own: readonly Line[]) =>
    likeness(inContext(own), form.lines) + 0.01 * exactly(own);
  const targets = outlines(text, program);
  let found = await best(targets, scripts, (own) =>
    exactly(ofTarget(own, /^(?:def|function) (?:points|place)/)),
  );
  if (found === null) return { facts: [], isWhole: false };
  for (
    let round = 0;
    round < 2 && (round === 0 || !(await isOfForm(found, form.lines, scripts)));
    round++
  )
    for (const options of choices(found))
      found = (await best([found, ...options(found)], scripts, alike)) ?? found;
  for (const probe of probes(found)) found = await probed(found, probe, pasted, scripts, exactly);
  found = withOneSeed(found);
  const script = (await scripts.write(found)) ?? '';
  const isWhole = sameProgram(parse(script, isOver), program);
  return { facts: await factsOf(found, script, text, isWhole, scripts), isWhole };
}

async function scriptOf(experiment: Experiment, language: CodeLanguage): Promise<string | null> {
  const written = await writeScript(experiment, language, { title: '', link: null, losses: [] });
  return written.ok ? written.value : null;
}

function languageOf(text: string): CodeLanguage {
  for (const [pattern, id] of [
    [/^import torch$/m, 'pytorch'],
    [/^import keras$/m, 'keras'],
    [/^import jax$/m, 'jax'],
    [/^using Flux$/m, 'flux'],
  ] as const)
    if (pattern.test(text)) return id;
  return 'numpy';
}

async function parserOf(language: CodeLanguage): Promise<typeof parsePython> {
  return language === 'flux'
    ? (await import('#src/code/read/parse/julia.ts')).parseJulia
    : parsePython;
}

/** The first of those whose scripts score highest; null: none can be written. */
async function best(
  candidates: readonly Experiment[],
  { write, linesOf }: Scripts,
  scoreOf: (lines: readonly Line[]) => number,
): Promise<Experiment | null> {
  let found: Experiment | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const candidate of candidates) {
    const script = await write(candidate);
    const score = script === null ? most : scoreOf(linesOf(script));
    if (script !== null && score > most) [found, most] = [candidate, score];
  }
  return found;
}

/** The lines that say what is learnt; how its points are drawn, the sampling decides as well. */
function ofTarget(lines: readonly Line[], end = /^(?:def|function) points/): readonly Line[] {
  const at = (start: RegExp) => lines.findIndex(({ form }) => start.test(form.text));
  return lines.slice(at(/^(?:DOMAINS|TABLE|COLUMNS|LABELS|with open)\b/), at(end));
}

/** Whether all lines are of the same form. */
async function isOfForm(e: Experiment, pasted: Grouped, scripts: Scripts): Promise<boolean> {
  const lines = scripts.linesOf((await scripts.write(e)) ?? '');
  return likeness(inContext(lines), pasted) === lines.length && size(pasted) === lines.length;
}

function size(lines: Grouped): number {
  return [...lines.values()].reduce((count, group) => count + group.length, 0);
}

async function probed(
  e: Experiment,
  { put, values }: Probe,
  pasted: Grouped,
  scripts: Scripts,
  exactly: (lines: readonly Line[]) => number,
): Promise<Experiment> {
  const written = await Promise.all(values.map((value) => scripts.write(put(e, value))));
  const [a, b] = written.map((script) => byMask(scripts.linesOf(script ?? '')));
  const found = a && b ? numbersAt(a, b, pasted, values[0]) : [];
  const candidates = found.map((value) => put(e, value));
  return (await best(candidates, scripts, exactly)) ?? e;
}

/** The seed of the data is that of all that does not have another. */
function withOneSeed(e: Experiment): Experiment {
  const seed = e.dataSeed ?? e.seed;
  const pinned = (own: number | null) => (own === seed ? null : own);
  const { initSeed, orderSeed, dropoutSeed } = e;
  return {
    ...e,
    seed,
    dataSeed: null,
    initSeed: pinned(initSeed),
    orderSeed: pinned(orderSeed),
    dropoutSeed: pinned(dropoutSeed),
  };
}

/** Equal but for places, texts that stand by themselves, and what was computed in the browser. */
function sameProgram(a: readonly Stmt[], b: readonly Stmt[]): boolean {
  const plain = (program: readonly Stmt[]) =>
    JSON.stringify(program.filter(says), (key, value: unknown) =>
      key === 'from' || key === 'to' ? undefined : value,
    );
  return plain(a) === plain(b);
}

function says(stmt: Stmt): boolean {
  if (stmt.kind === 'expression') return stmt.value.kind !== 'text';
  if (stmt.kind !== 'assign') return true;
  const [to] = stmt.targets;
  return !(to?.kind === 'name' && /^(?:EXPECTED|WEIGHTS)$/.test(to.name));
}

/** Fields that change the script, with the first line of the pasted one that says their value. */
async function factsOf(
  e: Experiment,
  script: string,
  text: string,
  isWhole: boolean,
  { write, linesOf }: Scripts,
): Promise<readonly Fact[]> {
  const pasted = new Map(linesOf(text).map((line) => [line.form.text, line]));
  const own = linesOf(script).map(({ form }) => form.text);
  const isTargetWhole = ofTarget(linesOf(script)).every(({ form }) => pasted.has(form.text));
  const others = othersOf(e);
  const facts = [taskFact(e), ...lostFacts(text)];
  for (const field of fieldIds) {
    const alternatives = others.get(field);
    if (alternatives === undefined || !isRelevant(field, e)) continue;
    let isSeen = false;
    let places = own;
    for (const other of isWhole ? alternatives.slice(0, 2) : alternatives) {
      const written = await write(other);
      if (written === null || written === script) continue;
      isSeen = true;
      const lines = new Set(linesOf(written).map(({ form }) => form.text));
      places = places.filter((line) => !lines.has(line));
      if (isWhole && places.length < 2) break;
    }
    if (!isSeen && !isWhole) continue;
    const line = places.map((one) => pasted.get(one)).find((one) => one !== undefined);
    const isKnown = isWhole || (line !== undefined && (field !== 'target' || isTargetWhole));
    facts.push({
      field,
      value: isKnown ? (e[field] as FactValue) : null,
      kind: isWhole ? 'said' : isKnown ? 'guessed' : 'open',
      from: line?.from ?? null,
      to: line?.to ?? null,
      reason: isKnown ? null : 'notUnderstood',
    });
  }
  return facts;
}

/** Stop rules are no part of a script, which says so where there were some. */
function lostFacts(text: string): readonly Fact[] {
  const line = 'The rules that end a run early are left out.';
  const from = text.indexOf(line);
  if (from < 0) return [];
  const place = { from, to: from + line.length };
  return (['targetLoss', 'patience'] as const).map(
    (field): Fact => ({ field, value: null, kind: 'open', ...place, reason: 'notUnderstood' }),
  );
}

/** What is learnt decides what else can be. */
function taskFact(e: Experiment): Fact {
  const value = classCount(e) === null ? 'regression' : 'classes';
  return { field: 'task', value, kind: 'said', from: null, to: null, reason: null };
}

/** For each field experiments that differ from one in it alone. */
function othersOf(e: Experiment): ReadonlyMap<FieldId, readonly Experiment[]> {
  const others = new Map<FieldId, Experiment[]>();
  const candidates = [
    ...choices(e).flatMap((options) => options(e)),
    ...probes(e).flatMap(({ put, values }) => values.map((value) => put(e, value))),
    ...(['fixed', 'sorted'] as const).map((order) => ({ ...e, phases: [{ order, epochs: null }] })),
    { ...e, seed: e.seed + 1 },
    { ...e, classes: e.classes + 1 },
    { ...e, multiplier: e.multiplier + 1 },
    { ...e, unusedOutputs: e.unusedOutputs + 1 },
    { ...e, rowWeights: !e.rowWeights },
    { ...e, changes: [{ epoch: 1, field: 'learningRate' as const, value: 0.123 }] },
    { ...e, inputCount: e.inputCount + 1 },
    { ...e, table: exampleTables[e.target === 'table' ? 'table_classes' : 'table'].table },
    { ...e, domain: [-0.123, 0.456] as const },
    { ...e, heldOutDomain: [-0.123, 0.456] as const },
    { ...e, initialRange: [-0.123, 0.456] as const },
    { ...e, inputDomains: e.inputDomains.map(([from, to]) => [from - 1, to + 1] as const) },
    {
      ...e,
      formula: e.formula
        .split(';')
        .map((part) => `1 + (${part})`)
        .join(';'),
    },
    { ...e, features: [...e.features, '1'] },
    {
      ...e,
      outputActivation:
        e.outputActivation === 'softmax' ? ('linear' as const) : ('softmax' as const),
    },
    { ...e, target: e.target === 'sine' ? ('parabola' as const) : ('sine' as const) },
  ];
  for (const candidate of candidates) {
    const changed = fieldIds.filter((id) => candidate[id] !== e[id]);
    const [field] = changed;
    if (field !== undefined && changed.length === 1)
      others.set(field, [...(others.get(field) ?? []), candidate]);
  }
  return others;
}
