import { modulo, type PointFunction } from '#src/data/formula.ts';
import { loadFormulaParser } from '#src/data/load-formula-parser.ts';
import type { Picture, Point } from '#src/data/pictures.ts';
import type { Interval } from '#src/data/sampling.ts';
import { type TargetDefinition, targets } from '#src/data/targets.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { classCount, taskOf } from '#src/experiment/targets.ts';
import type { Uniform } from '#src/lib/random.ts';
import { err, ok, type Result } from '#src/lib/result.ts';

/** An experiment's target with its numbers filled in. */
export interface Target {
  readonly dimensions: 1 | 2;
  /** Number of classes, or null for a regression. */
  readonly classes: number | null;
  readonly domain: Interval;
  /** The value without noise, or the class index, at any point of the reader's units. */
  readonly truth: PointFunction;
  /** Draws a point of a class; null where points are drawn from the domain and then labelled. */
  readonly draw: ((label: number, uniform: Uniform, normal: Uniform) => Point) | null;
  /** LaTeX of the definition, without delimiters. */
  readonly tex: string;
}

export type TargetFields = Pick<
  Experiment,
  'target' | 'formula' | 'classes' | 'multiplier' | 'domain'
>;

/** Looks the target up, or parses its formula; what is wrong with a formula is a problem of the field `formula`. */
export async function resolveTarget(fields: TargetFields): Promise<Result<Target, Problem>> {
  const definition: TargetDefinition = targets[fields.target];
  const base = {
    dimensions: taskOf(fields).inputs.length === 1 ? 1 : 2,
    classes: classCount(fields),
    domain: fields.domain ?? definition.domain,
    draw: null,
    tex: definition.tex?.(fields) ?? '',
  } as const;
  switch (definition.kind) {
    case 'function':
      return ok({ ...base, truth: (x0, x1) => definition.evaluate(x0, x1, fields) });
    case 'picture':
      return ok({ ...base, ...onDomain(definition.picture, base.domain, base.classes ?? 2) });
    case 'formula': {
      const parse = await loadFormulaParser();
      const formula = parse(fields.formula, base.dimensions === 1 ? ['x'] : ['x0', 'x1']);
      if (!formula.ok) {
        const { message, position } = formula.error;
        return err({ field: 'formula', message: `character ${position + 1}: ${message}` });
      }
      const { evaluate, tex } = formula.value;
      const { classes } = base;
      return ok(
        classes === null
          ? { ...base, truth: evaluate, tex: `y = ${tex}` }
          : {
              ...base,
              truth: (x0, x1) => modulo(Math.floor(evaluate(x0, x1)), classes),
              tex: `c = \\left\\lfloor ${tex} \\right\\rfloor \\bmod ${classes}`,
            },
      );
    }
  }
}

/** Stretches a picture of [−1, 1]² over the domain. */
function onDomain(
  picture: Picture,
  [from, to]: Interval,
  classes: number,
): Pick<Target, 'truth' | 'draw'> {
  const middle = (from + to) / 2;
  const half = (to - from) / 2;
  const { label, draw } = picture;
  return {
    truth: (x0, x1) => label((x0 - middle) / half, (x1 - middle) / half, classes),
    draw: draw
      ? (c, uniform, normal) => {
          const [u0, u1] = draw(c, classes, uniform, normal);
          return [middle + half * u0, middle + half * u1];
        }
      : null,
  };
}
