import type { OptimizerPlan } from '#src/engine/contract/model-plan.ts';

/** Float64 for the oracle itself, float32 where it plays an engine (storing rounds). */
export type Vector = Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

export interface Rates {
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Number of this step, from 1. */
  readonly t: number;
}

/**
 * One step of an optimiser on one parameter vector, in place.
 *
 * @param g gradient, clipped and with penalties
 * @param slots two vectors as long as `w`: (velocity or mean, mean of squares), zero at the start
 */
export function optimizerStep(
  { id, momentum, beta1, beta2, rho, epsilon }: OptimizerPlan,
  w: Vector,
  g: Vector,
  [m, v]: readonly [Vector, Vector],
  { learningRate: eta, weightDecay, t }: Rates,
): void {
  const [meanBias, squareBias] = [1 - beta1 ** t, 1 - beta2 ** t];
  for (let i = 0; i < w.length; i++) {
    const gi = g[i]!;
    switch (id) {
      case 'sgd':
        w[i]! -= eta * gi;
        break;
      case 'momentum':
        m[i] = momentum * m[i]! + gi;
        w[i]! -= eta * m[i]!;
        break;
      case 'nesterov':
        m[i] = momentum * m[i]! + gi;
        w[i]! -= eta * (gi + momentum * m[i]!);
        break;
      case 'adagrad':
        v[i]! += gi ** 2;
        w[i]! -= (eta * gi) / (Math.sqrt(v[i]!) + epsilon);
        break;
      case 'rmsprop':
        v[i] = rho * v[i]! + (1 - rho) * gi ** 2;
        w[i]! -= (eta * gi) / (Math.sqrt(v[i]!) + epsilon);
        break;
      case 'adam':
      case 'adamw': {
        if (id === 'adamw') w[i]! *= 1 - eta * weightDecay;
        m[i] = beta1 * m[i]! + (1 - beta1) * gi;
        v[i] = beta2 * v[i]! + (1 - beta2) * gi ** 2;
        const mean = m[i]! / meanBias;
        const meanSquare = v[i]! / squareBias;
        w[i]! -= (eta * mean) / (Math.sqrt(meanSquare) + epsilon);
        break;
      }
    }
  }
}
