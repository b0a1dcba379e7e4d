import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import { outputCount } from '#src/experiment/network-size.ts';

/** A word on a field of an experiment that runs. */
export interface Advice {
  readonly field: FieldId;
  readonly message: string;
}

/**
 * What runs as it was asked to and yet leaves nothing to learn, whatever else is chosen. Unlike a problem it stands in
 * nobody's way: a mistake may be what its reader wants to watch.
 */
export function adviceOn(experiment: Experiment): readonly Advice[] {
  if (experiment.outputActivation !== 'softmax' || outputCount(experiment) > 1) return [];
  return [
    {
      field: 'outputActivation',
      message:
        'Softmax over one value is always 1, so the network answers 1 everywhere and learns nothing. Linear leaves it free.',
    },
  ];
}
