import type { Interval } from '#src/data/dataset.ts';
import { type ClassValues, classValues } from '#src/data/formula/class-values.ts';
import type { Formula } from '#src/data/formula/formula.ts';
import type { Probe } from '#src/data/probe.ts';
import { type FormulaExperiment, sourceOfFormulas } from '#src/data/sources/formula.ts';
import { type TargetLook, targetLook } from '#src/data/sources/target-look.ts';
import { classCount } from '#src/experiment/targets.ts';

/** What a formula comes to over its domain, before any point is drawn for training. */
export interface FormulaLook extends TargetLook {
  readonly findings: readonly FormulaFinding[];
}

/** What stands in the way of learning it. */
export type FormulaFinding =
  /** Points of the domain have no answer. `defined`: the longest stretch that has; null: none, or of several inputs. */
  | { readonly id: 'undefined'; readonly share: number; readonly defined: Interval | null }
  | { readonly id: 'one_class'; readonly label: number; readonly input: string }
  /** Values outside of the classes that are folded back. */
  | { readonly id: 'folded'; readonly share: number; readonly classes: number };

const mostPoints = 1000;

/**
 * @param formulas of an experiment that its rules accept, already read
 * @returns null where its domain holds no point of the kind that is asked for
 */
export function lookAt(asked: FormulaExperiment, formulas: readonly Formula[]): FormulaLook | null {
  const experiment: FormulaExperiment = { ...asked, unusedOutputs: 0 };
  const source = sourceOfFormulas(
    { ...experiment, trainCount: Math.min(experiment.trainCount, mostPoints), noise: 0 },
    formulas,
  );
  const drawn = source.draw('train', 0);
  const look = targetLook(source, experiment);
  if (!drawn.ok || look === null) return null;
  const { axes, probe, values } = look;
  return { ...look, findings: findingsOf() };

  function findingsOf(): readonly FormulaFinding[] {
    const { x, y } = drawn.ok ? drawn.value : { x: new Float64Array(), y: new Float64Array() };
    const undefinedShare = y.filter((value) => !isFinite(value)).length / y.length;
    if (undefinedShare > 0)
      return [{ id: 'undefined', share: undefinedShare, defined: longestStretch(probe, values) }];
    const classes = classCount(experiment);
    const [formula, ...others] = formulas;
    if (classes === null || formula === undefined) return [];
    const { classes: found, folded }: ClassValues =
      others.length > 0
        ? { classes: [...new Set(y)], folded: 0 }
        : classValues(formula.evaluate, x, axes.length, classes);
    if (found.length === 1)
      return [{ id: 'one_class', label: found[0] ?? 0, input: axes[0]?.name ?? 'x' }];
    return folded > 0 ? [{ id: 'folded', share: folded, classes }] : [];
  }
}

/** Of a line: where the most neighbouring points have an answer. */
function longestStretch({ along, positions }: Probe, values: Float64Array): Interval | null {
  const [line = new Float64Array()] = positions;
  if (along.length > 1) return null;
  const width = values.length / line.length;
  let best: Interval | null = null;
  let start = Number.NaN;
  let bestLength = 1;
  for (let i = 0, length = 0; i < line.length; i++) {
    const isDefined = values.subarray(i * width, (i + 1) * width).every(isFinite);
    length = isDefined ? length + 1 : 0;
    if (length === 1) start = line[i] as number;
    if (length > bestLength) [best, bestLength] = [[start, line[i] as number], length];
  }
  return best;
}
