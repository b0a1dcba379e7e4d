import type { Experiment } from '#src/experiment/fields.ts';
import {
  classCount,
  isFormula,
  type TargetFrom,
  type TaskFields,
} from '#src/experiment/targets.ts';

/** The fields whose sound value depends on whether a target answers numbers or a class. */
export function suitedTo(
  task: TaskFields,
): Pick<Experiment, 'loss' | 'outputActivation' | 'labelShape'> {
  return {
    loss: classCount(task) === null ? 'mse' : 'cross_entropy',
    outputActivation: 'linear',
    labelShape: 'match',
  };
}

const examples = {
  formula: ['sin(3x) + x/2', 'sin(3x0) * x1'],
  formula_classes: ['floor(x)', 'floor((x0 + x1) * 10)'],
} as const satisfies Record<TargetFrom<'formula'>, readonly [ofOne: string, ofMore: string]>;

/** A formula to start from where there is none yet; empty where the target is none. */
export function exampleFormula({
  target,
  inputCount,
}: Pick<Experiment, 'target' | 'inputCount'>): string {
  return isFormula(target) ? examples[target][inputCount === 1 ? 0 : 1] : '';
}

/** Whether a formula is not the reader's own: empty, or one to start from. */
export function isExampleFormula(formula: string): boolean {
  return (
    formula.trim() === '' ||
    Object.values(examples)
      .flat()
      .some((text) => text === formula)
  );
}

/** Tables to start from: a parabola in seven points, and the truth table of exclusive or. */
export const exampleTables = {
  table: { table: 'RwcAEgC2RPBEWETyRLrgAAAAAAAAGAAAAAAAAAAgkCHFgFFyAg', inputCount: 1 },
  table_classes: {
    table: 'fgQAOgC2RPBgRFhE8GJEWLZE8N7kRFi2RGBEWERiRLq6ugAAAAAAAAAIAAAAAAAAAAgAAAAAAAAACOAO',
    inputCount: 2,
  },
} as const satisfies Record<TargetFrom<'table'>, Pick<Experiment, 'table' | 'inputCount'>>;
