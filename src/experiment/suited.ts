import type { Experiment } from '#src/experiment/fields.ts';
import { classCount, type TargetFrom, type TaskFields } from '#src/experiment/targets.ts';

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

/** A formula to start from where there is none yet. */
export const exampleFormulas = {
  formula_1d: 'sin(3x) + x/2',
  formula_classes_1d: 'floor(x)',
  formula_classes: 'floor((x0 + x1) * 10)',
  formula_2d: 'sin(3x0) * x1',
} as const satisfies Record<TargetFrom<'formula'>, string>;
