import { structWgsl } from '#src/engine/webgpu/wgsl/records.ts';
import { type OptimizerId, optimizerIds } from '#src/experiment/ids.ts';

/** The constants of all optimizers. What is one minus a constant was worked out in float64. */
export const ruleFields = {
  momentum: 'f32',
  beta1: 'f32',
  beta2: 'f32',
  rho: 'f32',
  epsilon: 'f32',
  oneMinusBeta1: 'f32',
  oneMinusBeta2: 'f32',
  oneMinusRho: 'f32',
} as const;

/** What changes from step to step, or from replica to replica. */
const rateFields = {
  learningRate: 'f32',
  // 1 − ηλ, adamw's.
  shrinkage: 'f32',
  // Adam's 1 / (1 − β₁ᵗ) and 1 / (1 − β₂ᵗ).
  meanCorrection: 'f32',
  squareCorrection: 'f32',
} as const;

/** Statements that take one step on a parameter `w` by its gradient `g`; `m` and `v` are its moments. */
const steps = {
  sgd: 'w -= rates.learningRate * g;',
  momentum: `m = rule.momentum * m + g;
  w -= rates.learningRate * m;`,
  nesterov: `m = rule.momentum * m + g;
  w -= rates.learningRate * (g + rule.momentum * m);`,
  adagrad: `m += g * g;
  w -= rates.learningRate * g / (sqrt(m) + rule.epsilon);`,
  rmsprop: `m = rule.rho * m + rule.oneMinusRho * g * g;
  w -= rates.learningRate * g / (sqrt(m) + rule.epsilon);`,
  adam: adam(''),
  adamw: adam('w *= rates.shrinkage;'),
} as const satisfies Record<OptimizerId, string>;

function adam(decay: string): string {
  return `${decay}
  m = rule.beta1 * m + rule.oneMinusBeta1 * g;
  v = rule.beta2 * v + rule.oneMinusBeta2 * g * g;
  w -= rates.learningRate * (m * rates.meanCorrection)
    / (sqrt(v * rates.squareCorrection) + rule.epsilon);`;
}

/** An optimizer's number in the kernels. */
export function optimizerNumber(id: OptimizerId): number {
  return optimizerIds.indexOf(id);
}

/** `fn optimize`: a parameter and its moments after a step of the optimizer of this number. */
export const optimizeWgsl = /* wgsl */ `${structWgsl('Rule', ruleFields)}${structWgsl('Rates', rateFields)}
struct Parameter {
  w: f32,
  m: f32,
  v: f32,
}
fn optimize(which: u32, before: Parameter, g: f32, rule: Rule, rates: Rates) -> Parameter {
  var w = before.w;
  var m = before.m;
  var v = before.v;
  switch which {
    ${optimizerIds.map((id, i) => `case ${i}${i === 0 ? ', default' : ''}: { ${steps[id]} }`).join('\n    ')}
  }
  return Parameter(w, m, v);
}`;
