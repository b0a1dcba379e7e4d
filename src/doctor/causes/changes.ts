import type { Change } from '#src/doctor/contract.ts';
import type { Layer } from '#src/experiment/field-lists.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { ActivationId, InitialiserId, OptimizerId } from '#src/experiment/ids.ts';

/** Optimisers whose steps are as long as the rate, whatever the gradient. */
const adaptive: readonly OptimizerId[] = ['adam', 'adamw', 'rmsprop'];

export function isAdaptive({ optimizer }: Experiment): boolean {
  return adaptive.includes(optimizer);
}

/** Every hidden layer with another activation. */
export function withActivation({ layers }: Experiment, activation: ActivationId): Change {
  return { layers: layers.map((layer) => ({ ...layer, activation })) };
}

/** The initialiser that keeps signals of such layers as large as they are. */
export function suitedInitialiser({ layers }: Pick<Experiment, 'layers'>): InitialiserId {
  const isBounded = layers.every(({ activation }) =>
    ['tanh', 'sigmoid', 'softsign', 'linear'].includes(activation),
  );
  return isBounded ? 'glorot_uniform' : 'he_normal';
}

/** Two layers at least, each several times as wide. */
export function enlarged({ layers }: Experiment): readonly Layer[] {
  const [first = { units: 4, activation: 'relu', dropout: 0 } as const] = layers;
  const activation = first.activation === 'linear' ? 'relu' : first.activation;
  const padded = layers.length >= 2 ? layers : [first, { ...first, activation }];
  return padded.map((layer) => ({
    ...layer,
    units: Math.min(512, Math.max(16, 4 * layer.units)),
  }));
}

export function withRate({ learningRate }: Experiment, factor: number): Change {
  return { learningRate: Math.min(100, Math.max(1e-7, learningRate * factor)) };
}

export function withEpochs({ epochs }: Experiment, factor: number): Change {
  return { epochs: Math.max(1, Math.min(100_000, Math.round(epochs * factor))) };
}
