import { indexLosses } from '#src/experiment/class-coding.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import type { OutputActivationId } from '#src/experiment/ids.ts';
import { outputCount } from '#src/experiment/network-size.ts';
import { words } from '#words/base/experiment.ts';

/** A word on a field of an experiment that runs. */
export interface Advice {
  readonly field: FieldId;
  readonly message: string;
}

/**
 * What runs as it was asked to and yet leaves nothing to learn, or keeps the loss up, whatever else is chosen.
 * Unlike a problem it stops no run: a mistake may be what its reader wants to watch.
 */
export function adviceOn(experiment: Experiment): readonly Advice[] {
  const { outputActivation, loss } = experiment;
  if (indexLosses.includes(loss) && outputCount(experiment) === 1)
    return [{ field: 'loss', message: words.shareOfOneOutput }];
  if (
    loss === 'bce_of_probabilities' &&
    outputActivation !== 'sigmoid' &&
    outputActivation !== 'softmax'
  )
    return [{ field: 'outputActivation', message: words.probabilitiesFromAnywhere }];
  if (loss === 'cross_entropy_of_outputs' && answersBelowZero(outputActivation))
    return [{ field: 'outputActivation', message: words.shareOfSigns }];
  // The loss takes logits: ln(1 + e^−1) is the best that values within ±1 score, ln 2 that of positive ones.
  if (loss === 'bce' && (outputActivation === 'tanh' || outputActivation === 'sigmoid'))
    return [
      {
        field: 'outputActivation',
        message: outputActivation === 'tanh' ? words.tanhBoundsLogits : words.sigmoidBoundsLogits,
      },
    ];
  if (outputActivation !== 'softmax' || outputCount(experiment) > 1) return [];
  return [
    {
      field: 'outputActivation',
      message: words.softmaxOverOneValue,
    },
  ];
}

const positive: readonly OutputActivationId[] = ['relu', 'sigmoid', 'softplus', 'softmax'];

function answersBelowZero(id: OutputActivationId): boolean {
  return !positive.includes(id);
}
