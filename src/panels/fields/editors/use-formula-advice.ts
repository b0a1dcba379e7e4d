import { useMemo } from 'react';
import { classValues } from '#src/data/formula/class-values.ts';
import type { ParseFormula } from '#src/data/formula/formula.ts';
import { classCount, formulasOf } from '#src/experiment/targets.ts';
import { useLive } from '#src/store/hooks.ts';

/** What speaks against the classes that the formula makes of the points on show, or null. */
export function useFormulaAdvice(parse: ParseFormula | null, text: string): string | null {
  const header = useLive('header');
  return useMemo(() => {
    if (parse === null || header === null || header.experiment.formula !== text) return null;
    const classes = classCount(header.experiment);
    const { inputs } = header.task;
    const formula = parse(text, inputs);
    if (header.experiment.target !== 'formula_classes' || classes === null) return null;
    if (formulasOf(text).length > 1 || !formula.ok) return null;
    const values = classValues(formula.value.evaluate, header.train.x, inputs.length, classes);
    const [only, ...others] = values.classes;
    if (others.length === 0)
      return `Every point is of class ${only}: there is nothing to tell apart. The class is the value rounded down; multiply it, or write a comparison such as ${inputs[0]} > 0.5.`;
    if (values.folded === 0) return null;
    return `${Math.ceil(100 * values.folded)} % of the values lie outside 0 to ${classes - 1} and are folded back, modulo ${classes}.`;
  }, [parse, header, text]);
}
