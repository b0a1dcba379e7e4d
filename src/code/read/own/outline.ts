import { formulaOf } from '#src/code/read/own/formula.ts';
import { tableOf } from '#src/code/read/own/table.ts';
import type { Expr, Stmt } from '#src/code/read/parse/syntax.ts';
import { parseFormula } from '#src/data/formula/parser.ts';
import { functionTargets } from '#src/data/sources/functions.ts';
import { defaultExperiment } from '#src/experiment/defaults.ts';
import type { Layer, Phase } from '#src/experiment/field-lists.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { suitedTo } from '#src/experiment/suited.ts';

type Domains = readonly (readonly [number, number])[];

/**
 * Experiments with what one of our scripts says in as many words: sizes of lists, intervals, formulas, rows of a table. One
 * for each target that it may have, in which all choices and single numbers are still the default's.
 */
export function outlines(text: string, program: readonly Stmt[]): readonly Experiment[] {
  const domains = domainsOf(text, 'DOMAINS');
  const [heldOutDomain = null] = domainsOf(text, 'HELD_OUT_DOMAINS');
  const widths = constant(text, 'WIDTHS').match(/\d+/g)?.map(Number) ?? [1, 1];
  const layers = widths
    .slice(1, -1)
    .map((units): Layer => ({ units, activation: 'relu', dropout: 0 }));
  const epochs = /BATCH, EPOCHS = .*, (\d+)$/m.exec(text)?.[1] ?? '';
  const ends = [...text.matchAll(/^\s*(?:el)?if epoch <= (\d+):$/gm)].map(([, end = '']) => end);
  const fresh = [...text.matchAll(/(\d+) <= epoch <= (\d+)/g)].map(([, , end]) => end);
  const phases = [...ends, epochs].map(
    (end, i): Phase => ({
      order: fresh.includes(end) ? 'fresh' : 'fixed',
      epochs: i === ends.length ? null : Number(end) - Number(ends[i - 1] ?? 0),
    }),
  );
  const classes = Number(constant(text, 'CLASSES') || 3);
  const base: Experiment = {
    ...defaultExperiment,
    classes,
    multiplier: Number(constant(text, 'MULTIPLIER') || 100),
    layers,
    phases,
    heldOutDomain,
    initialRange: initialRangeOf(text),
  };
  return targetsOf(text, program, base, domains).map((e) => ({ ...e, ...suitedTo(e) }));
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
  const [domain = [-1, 1]] = domains;
  const isShared = domains.every((one) => one[0] === domain[0] && one[1] === domain[1]);
  const own = { ...base, features, domain };
  const formula = {
    ...own,
    inputCount: inputs.length,
    inputDomains: isShared ? [] : domains,
    domain: isShared ? domain : null,
  };
  const formulas = formulasOf(program, inputs);
  const known = Object.entries(functionTargets).map(([target, definition]): Experiment => {
    const isOwn = domain.every((end, i) => end === definition.domain[i]);
    return {
      ...own,
      target: target as keyof typeof functionTargets,
      domain: isOwn ? null : domain,
    };
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
  const isOfClasses =
    value.kind === 'binary' && value.operator === '%' && value.right.kind === 'name';
  if (!isOfClasses) return join('formula', [value]);
  const floor = value.left.kind === 'call' ? value.left.args[0]?.value : undefined;
  return floor === undefined ? null : join('formula_classes', [floor]);
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

/** The interval that weights are drawn from evenly; null: none is said. */
function initialRangeOf(text: string): Domains[number] | null {
  const [, low, width] = /^ *weights = \[(\S+) \+ (\S+) \* uniform\(\) for/m.exec(text) ?? [];
  if (low === undefined || width === undefined) return null;
  const from = numberOf(low);
  return [from, Number((from + numberOf(width)).toPrecision(12))];
}

/** A number, perhaps a multiple of π. */
function numberOf(text: string): number {
  const parsed = parseFormula(text.replace('math.', ''), []);
  return parsed.ok ? parsed.value.evaluate(new Float64Array(0), 0) : Number.NaN;
}
