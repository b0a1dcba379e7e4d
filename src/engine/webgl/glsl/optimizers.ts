import type { OptimizerId } from '#src/experiment/ids.ts';

/**
 * Statements that take one step on four parameters `w` by their gradient `g` (vec4s). `m` and `v` are the optimiser's
 * slots in the order of the state texture; `rates` holds η, 1 − ηλ and Adam's corrections
 * 1/(1 − β₁ᵗ), 1/(1 − β₂ᵗ), `mixing` and `rest` μ or β₁, β₂ or ρ and one minus that, all worked out in float64.
 */
export const optimizerGlsl = {
  sgd: 'w -= rates.x * g;',
  momentum: 'm = mixing.x * m + g; w -= rates.x * m;',
  nesterov: 'm = mixing.x * m + g; w -= rates.x * (g + mixing.x * m);',
  adagrad: 'm += g * g; w -= rates.x * g / (sqrt(m) + epsilon);',
  rmsprop: `
    m = mixing.y * m + rest.y * g * g;
    w -= rates.x * g / (sqrt(m) + epsilon);`,
  adam: adam(''),
  adamw: adam('w *= rates.y;'),
} as const satisfies Record<OptimizerId, string>;

function adam(decay: string): string {
  return `
    ${decay}
    m = mixing.x * m + rest.x * g;
    v = mixing.y * v + rest.y * g * g;
    w -= rates.x * (m * rates.z) / (sqrt(v * rates.w) + epsilon);`;
}
