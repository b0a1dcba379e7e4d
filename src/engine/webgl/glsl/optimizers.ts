import type { OptimizerId } from '#src/experiment/ids.ts';

/**
 * Statements that take one step on four parameters `w` by their gradient `g` (vec4s). `m` and `v` are the optimiser's
 * slots in the order of the state texture. What is one minus a constant was worked out in float64.
 */
export const optimizerGlsl = {
  sgd: 'w -= learningRate * g;',
  momentum: 'm = momentum * m + g; w -= learningRate * m;',
  nesterov: 'm = momentum * m + g; w -= learningRate * (g + momentum * m);',
  adagrad: 'm += g * g; w -= learningRate * g / (sqrt(m) + epsilon);',
  rmsprop: `
    m = rho * m + oneMinusRho * g * g;
    w -= learningRate * g / (sqrt(m) + epsilon);`,
  adam: adam(''),
  adamw: adam('w *= shrinkage;'),
} as const satisfies Record<OptimizerId, string>;

function adam(decay: string): string {
  return `
    ${decay}
    m = beta1 * m + oneMinusBeta1 * g;
    v = beta2 * v + oneMinusBeta2 * g * g;
    w -= learningRate * (m * pass.meanCorrection) / (sqrt(v * pass.squareCorrection) + epsilon);`;
}

/** The constants of all optimisers. */
export const optimizerConstantsGlsl = /* glsl */ `
uniform float momentum;
uniform float beta1;
uniform float beta2;
uniform float rho;
uniform float epsilon;
uniform float oneMinusBeta1;
uniform float oneMinusBeta2;
uniform float oneMinusRho;`;
