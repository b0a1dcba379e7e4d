import { epochsOf, type Remedy, rateOf } from '#src/doctor/remedy.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { ActivationId, InitialiserId, OutputActivationId } from '#src/experiment/ids.ts';
import { stepsPerEpoch } from '#src/experiment/steps.ts';

/** The output activation that answers what a loss takes. */
export function suitedOutput({ loss }: Experiment): OutputActivationId {
  if (loss === 'bce_of_probabilities') return 'sigmoid';
  return loss === 'cross_entropy_of_outputs' ? 'softmax' : 'linear';
}

/** Every hidden layer with another activation. */
export function withActivation(activation: ActivationId): Remedy {
  return { layers: { activation: () => activation } };
}

/** The initialiser that keeps signals of such layers as large as they are. */
export function suitedInitialiser({ layers }: Pick<Experiment, 'layers'>): InitialiserId {
  const isBounded = layers.every(({ activation }) =>
    ['tanh', 'sigmoid', 'softsign', 'linear'].includes(activation),
  );
  return isBounded ? 'glorot_uniform' : 'he_normal';
}

/** Two layers at least, each several times as wide. */
export function enlarged({ layers }: Experiment): Remedy {
  const units = (own: number) => Math.min(512, Math.max(16, 4 * own));
  return { layers: { ...(layers.length < 2 && { depth: 2 }), units } };
}

/** Batches of another size: for as many steps as before, then for as many epochs. */
export function withBatches(experiment: Experiment, batchSize: number): readonly Remedy[] {
  const pace = stepsPerEpoch(experiment) / stepsPerEpoch({ ...experiment, batchSize });
  return [{ batchSize, epochs: epochsOf(experiment.epochs * pace) }, { batchSize }];
}

export function withRate({ learningRate }: Experiment, factor: number): Remedy {
  return { learningRate: rateOf(learningRate * factor) };
}

export function withEpochs({ epochs }: Experiment, factor: number): Remedy {
  return { epochs: epochsOf(epochs * factor) };
}
