import type { OptimizerId } from '#src/experiment/ids.ts';

/** The constants of an optimizer, and what changes from step to step. */
export interface StepConstants {
  readonly learningRate: number;
  readonly momentum: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly rho: number;
  readonly epsilon: number;
  /** Decoupled decay λ of adamw. */
  readonly weightDecay: number;
  /** Number of the step, from 1. */
  readonly t: number;
}

/** One step on one parameter w by its gradient g, in float64. @returns the parameter and its slots after it */
type Step = (
  w: number,
  g: number,
  slots: readonly number[],
  constants: StepConstants,
) => readonly number[];

/** The optimizers of docs/MATH.md. `slots`: numbers kept for each parameter (velocity, …), zero at the start. */
export const optimizers = {
  sgd: { slots: 0, step: (w, g, _, { learningRate }) => [w - learningRate * g] },
  momentum: {
    slots: 1,
    step: (w, g, [before = 0], { learningRate, momentum }) => {
      const v = momentum * before + g;
      return [w - learningRate * v, v];
    },
  },
  nesterov: {
    slots: 1,
    step: (w, g, [before = 0], { learningRate, momentum }) => {
      const v = momentum * before + g;
      return [w - learningRate * (g + momentum * v), v];
    },
  },
  adagrad: {
    slots: 1,
    step: (w, g, [before = 0], { learningRate, epsilon }) => {
      const s = before + g ** 2;
      return [w - (learningRate * g) / (Math.sqrt(s) + epsilon), s];
    },
  },
  rmsprop: {
    slots: 1,
    step: (w, g, [before = 0], { learningRate, rho, epsilon }) => {
      const s = rho * before + (1 - rho) * g ** 2;
      return [w - (learningRate * g) / (Math.sqrt(s) + epsilon), s];
    },
  },
  adam: { slots: 2, step: adam },
  adamw: {
    slots: 2,
    step: (w, g, slots, constants) =>
      adam(w * (1 - constants.learningRate * constants.weightDecay), g, slots, constants),
  },
} as const satisfies Record<OptimizerId, { readonly slots: number; readonly step: Step }>;

function adam(
  w: number,
  g: number,
  [meanBefore = 0, squareBefore = 0]: readonly number[],
  { learningRate, beta1, beta2, epsilon, t }: StepConstants,
): readonly number[] {
  const m = beta1 * meanBefore + (1 - beta1) * g;
  const v = beta2 * squareBefore + (1 - beta2) * g ** 2;
  const root = Math.sqrt(v / (1 - beta2 ** t));
  return [w - (learningRate * (m / (1 - beta1 ** t))) / (root + epsilon), m, v];
}
