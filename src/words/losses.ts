import { type Experiment, fields } from '#src/experiment/fields.ts';

/** What the losses of some runs are: the name of the loss that all of them train. */
export function lossName(experiments: readonly Experiment[]): string {
  const names = new Set(experiments.map(({ loss }) => fields.loss.options[loss]));
  return names.size === 1 ? [...names].join() : 'Loss (of different kinds)';
}
