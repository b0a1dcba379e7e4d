import { formulaOf } from '#src/code/read/own/formula.ts';
import { tableOf } from '#src/code/read/own/table.ts';
import type { Expr, Stmt } from '#src/code/read/parse/syntax.ts';
import { parseFormula } from '#src/data/formula/parser.ts';
import { functionTargets } from '#src/data/sources/functions.ts';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import { parseField } from '#src/experiment/experiment.ts';
import { type Layer, layerLimits, type Phase, phaseLimits } from '#src/experiment/field-lists.ts';
import { type Change, changeableOfKey } from '#src/experiment/fields/changes.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import {
  type ActivationId,
  activationIds,
  type OutputActivationId,
  outputActivationIds,
} from '#src/experiment/ids.ts';
import { suitedTo } from '#src/experiment/suited.ts';
import { stretchedTargets } from '#src/experiment/targets.ts';
import { nearby } from '#src/lib/nearby.ts';

type Domains = readonly (readonly [number, number])[];

/**
 * Experiments with what one of our scripts says in as many words: sizes of lists, intervals, formulas, rows of a table. One
 * for each target that it may have, in which all choices and single numbers are still the default's.
 */
export function outlines(text: string, program: readonly Stmt[]): readonly Experiment[] {
  const domains = domainsOf(text, 'DOMAINS');
  const elsewhere = domainsOf(text, 'HELD_OUT_DOMAINS');
  const widths = constant(text, 'WIDTHS').match(/\d+/g)?.map(Number) ?? [1, 1];
  const activations = activationsOf(text);
  const dropouts = dropoutsOf(text);
  const layers = widths
    .slice(1, -1)
    .slice(0, layerLimits.layers)
    .map(
      (units, i): Layer => ({
        units,
        activation: hiddenOf(activations[i]),
        dropout: dropouts.get(i) ?? 0,
      }),
    );
  const outputActivation = activations[layers.length] ?? 'linear';
  const sizes = sizesOf(text);
  const ends = [...text.matchAll(/^ *(?:el|else)?if epoch <= (\d+):?$/gm)].map(
    ([, end = '']) => end,
  );
  const fresh = [...text.matchAll(/\b(\d+) <= epoch <= (\d+)/g)].map(([, , end]) => end);
  const phases = [...ends.slice(0, phaseLimits.phases - 1), String(sizes.epochs)].map(
    (end, i, all): Phase => ({
      order: fresh.includes(end) ? 'fresh' : 'fixed',
      epochs: i === all.length - 1 ? null : Number(end) - Number(ends[i - 1] ?? 0),
    }),
  );
  const classes = Number(constant(text, 'CLASSES') || 3);
  const needed = Number(constant(text, 'CLASSES') || 1);
  const outputs = Number.parseInt(constant(text, 'OUTPUTS'), 10) || needed;
  const base: Experiment = {
    ...defaultExperiment,
    ...sizes,
    classes,
    unusedOutputs: Math.max(outputs - needed, 0),
    changes: changesOf(text),
    multiplier: Number(constant(text, 'MULTIPLIER') || 100),
    layers,
    phases,
    // Each input has another one where none is chosen.
    heldOutDomain: sharedOf(elsewhere),
    initialRange: initialRangeOf(text),
  };
  return targetsOf(text, program, base, domains).map((e) => ({
    ...e,
    ...suitedTo(e),
    outputActivation,
  }));
}

function targetsOf(
  text: string,
  program: readonly Stmt[],
  base: Experiment,
  domains: Domains,
): readonly Experiment[] {
  const table = tableOf(text);
  if (table !== null) return [{ ...base, ...table }];
  const inputs = definition(program, 'target')?.params.map(({ name }) => name) ?? [];
  const features = listOf(answer(program, 'features')).map((part) => formulaOf(part, inputs) ?? '');
  const shared = sharedOf(domains);
  const domain = shared ?? domains[0] ?? [-1, 1];
  const square = squareOf(text, domain);
  const own = { ...base, features, domain };
  const formula = {
    ...own,
    inputCount: inputs.length,
    inputDomains: shared === null ? domains : [],
    domain: shared,
  };
  const formulas = formulasOf(program, inputs);
  const known = Object.entries(functionTargets).map(([id, definition]): Experiment => {
    const target = id as keyof typeof functionTargets;
    const said = stretchedTargets.includes(target) ? square : domain;
    const isOwn = said.every((end, i) => end === definition.domain[i]);
    return { ...own, target, domain: isOwn ? null : said };
  });
  return [
    ...known,
    ...(formulas === null ? [] : [{ ...formula, ...formulas } satisfies Experiment]),
  ];
}

/** What `target` answers: numbers, the largest of several, or a number that is rounded to a class. */
function formulasOf(
  program: readonly Stmt[],
  inputs: readonly string[],
): Pick<Experiment, 'target' | 'formula'> | null {
  const value = answer(program, 'target');
  const largest = listOf(assigned(program, 'target', 'values'));
  const join = (target: 'formula' | 'formula_classes', parts: readonly Expr[]) => {
    const texts = parts.map((part) => formulaOf(part, inputs));
    return texts.length === 0 || texts.includes(null)
      ? null
      : { target, formula: texts.join('; ') };
  };
  if (largest.length > 0) return join('formula_classes', largest);
  if (value === null) return null;
  const list = listOf(value);
  if (list.length > 0) return join('formula', list);
  const place = value.kind === 'binary' && value.operator === '-' ? value.left : null;
  const highest = listOf(argumentOf(place, 'argmax'));
  if (highest.length > 0) return join('formula_classes', highest);
  // `floor(…) % CLASSES`, `Int(mod(floor(…), CLASSES))`
  const isOfClasses =
    value.kind === 'binary' && value.operator === '%' && value.right.kind === 'name';
  const rounded = isOfClasses ? value.left : argumentOf(argumentOf(value, 'Int'), 'mod');
  const floor = argumentOf(rounded, 'floor');
  return floor === null ? join('formula', [value]) : join('formula_classes', [floor]);
}

/** The last argument of a call by this name, the first of `mod`; null: it is another expression. */
function argumentOf(expr: Expr | null, name: string): Expr | null {
  if (expr?.kind !== 'call') return null;
  const { callee, args } = expr;
  const isCalled = (callee.kind === 'name' || callee.kind === 'member') && callee.name === name;
  return isCalled ? ((name === 'mod' ? args[0] : args.at(-1))?.value ?? null) : null;
}

/** How many rows there are, and how they are gone through. */
function sizesOf(
  text: string,
): Pick<Experiment, 'trainCount' | 'heldOutCount' | 'batchSize' | 'epochs'> {
  const said = constant(text, 'ROWS, HELD_OUT, BATCH, EPOCHS').split(', ').map(Number);
  const size = (i: number, otherwise: number) => {
    const count = said[i] ?? 0;
    return Number.isSafeInteger(count) && count > 0 ? count : otherwise;
  };
  return {
    trainCount: size(0, defaultExperiment.trainCount),
    heldOutCount: size(1, defaultExperiment.heldOutCount),
    batchSize: size(2, defaultExperiment.batchSize),
    epochs: size(3, defaultExperiment.epochs),
  };
}

type FunctionStmt = Extract<Stmt, { kind: 'function' }>;

function definition(program: readonly Stmt[], name: string): FunctionStmt | null {
  for (const stmt of program) if (stmt.kind === 'function' && stmt.name === name) return stmt;
  return null;
}

function answer(program: readonly Stmt[], name: string): Expr | null {
  const last = definition(program, name)?.body.at(-1);
  return last?.kind === 'return' ? last.value : null;
}

function assigned(program: readonly Stmt[], inside: string, name: string): Expr | null {
  for (const stmt of definition(program, inside)?.body ?? [])
    if (stmt.kind === 'assign' && stmt.targets.some((to) => to.kind === 'name' && to.name === name))
      return stmt.value;
  return null;
}

function listOf(expr: Expr | null): readonly Expr[] {
  return expr?.kind === 'list' ? expr.items : [];
}

/** What stands behind the name of a constant; empty: there is none. */
function constant(text: string, name: string): string {
  return new RegExp(`^${name} = (.*)$`, 'm').exec(text)?.[1] ?? '';
}

function domainsOf(text: string, name: string): Domains {
  const pairs = constant(text, name).matchAll(/\(([^(),]+), ([^(),]+)\)/g);
  return [...pairs].map(([, from = '', to = '']) => [numberOf(from), numberOf(to)] as const);
}

/** What changes on the way, where it is what experiments may hold. */
function changesOf(text: string): readonly Change[] {
  const rows = constant(text, 'CHANGES').matchAll(/\((\d+), "(\w+)", ([^(),]+)\)/g);
  const list = [...rows].map(([, epoch, key = '', value = '']) => ({
    epoch: Number(epoch),
    field: changeableOfKey(key),
    value: value.startsWith('"') ? value.slice(1, -1) : numberOf(value),
  }));
  const parsed = parseField('changes', list);
  return parsed.ok ? parsed.value : [];
}

/** The interval that weights are drawn from evenly; null: none is said. */
function initialRangeOf(text: string): Domains[number] | null {
  const [, low = '', width = ''] =
    /^ *weights = \[(\S+) \+ (\S+) \* uniform\(\) for/m.exec(text) ?? [];
  if (low === '') return null;
  const [from, size] = [numberOf(low), numberOf(width)];
  const rounded = Number((from + size).toPrecision(12));
  return [from, [rounded, ...nearby(from + size)].find((to) => to - from === size) ?? rounded];
}

/** What each layer does with its sums, in the words of any of the languages. */
function activationsOf(text: string): readonly OutputActivationId[] {
  const list = /^ACTIVATIONS = \[\n((?: .*\n)*)\]$/m.exec(text)?.[1]?.trimEnd().split('\n');
  const layers = text.match(/^ +(?:nn\.Linear|(?:keras\.layers\.)?Dense)\(.*$/gm);
  return (constant(text, 'KINDS').match(/\w+/g) ?? list ?? layers ?? []).map((said) => {
    const words: readonly string[] =
      said
        .toLowerCase()
        .replaceAll('_', '')
        .match(/[a-z]+/g) ?? [];
    const isSaid = (id: string) =>
      (id === 'silu' && words.includes('swish')) ||
      words.includes(id === 'sin' && !words.includes(id) ? 'sine' : id.replaceAll('_', ''));
    return outputActivationIds.find((id) => id !== 'linear' && isSaid(id)) ?? 'linear';
  });
}

/** The probabilities that units are dropped with, by their layers. */
function dropoutsOf(text: string): ReadonlyMap<number, number> {
  const [, list = ''] = /^DROPOUT = \[.*\n((?: .*\n)*)\]$/m.exec(text) ?? [];
  const rows = list.split('\n').map((row, i) => [i, /^ *\(([^,]+),/.exec(row)?.[1]] as const);
  const said = /^ +(?:Dropout\((\d+), |kept\d+ = kept_units\(taken, (\d+),.*, )([^,)]+)[,)]/gm;
  const modules = [...text.matchAll(said)].map(
    ([, layer, ofMask, p]) => [Number(layer ?? ofMask), p] as const,
  );
  return new Map([...rows, ...modules].map(([layer, p]) => [layer, Number(p ?? 0)]));
}

function hiddenOf(id: OutputActivationId | undefined): ActivationId {
  return activationIds.find((one) => one === id) ?? 'relu';
}

/** The interval of all inputs; null: there is none, or each has its own. */
function sharedOf([first, ...others]: Domains): Domains[number] | null {
  if (first === undefined) return null;
  return others.every((one) => one[0] === first[0] && one[1] === first[1]) ? first : null;
}

/** The square that a shape is stretched over, where its points lie elsewhere. @param domain that of its points */
function squareOf(text: string, domain: Domains[number]): Domains[number] {
  const [, middle = '', half = ''] = /^ +u0, u1 = \(x0 - (\S+)\) \/ (\S+), /m.exec(text) ?? [];
  if (middle === '') return domain;
  const [center, radius] = [numberOf(middle), numberOf(half)];
  const ends = ([center - radius, center + radius] as const).map((end) => [
    Number(end.toPrecision(12)),
    ...nearby(end),
  ]);
  const [lows = [], highs = []] = ends;
  const pairs = [domain, ...lows.flatMap((low) => highs.map((high) => [low, high] as const))];
  return pairs.find(([a, b]) => (a + b) / 2 === center && (b - a) / 2 === radius) ?? domain;
}

/** A number, perhaps a multiple of π. */
function numberOf(text: string): number {
  const parsed = parseFormula(text.replace('math.', ''), []);
  return parsed.ok ? parsed.value.evaluate(new Float64Array(0), 0) : Number.NaN;
}
