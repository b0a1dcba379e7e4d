import { penalties, settingText } from '#src/code/write/changes.ts';
import { number } from '#src/code/write/python.ts';
import { isWeighted, type Script } from '#src/code/write/script.ts';
import { indexLosses } from '#src/experiment/class-coding.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { OptimizerId } from '#src/experiment/ids.ts';
import { dropoutMap } from '#src/network/dropout.ts';
import type { NetworkShape } from '#src/network/shape.ts';

/** How many losses of a batch their mean is of, where its gradient is to be that of their sum; null: it is that of the mean. @param rows how the language says how much the rows of a batch count */
export function summands(
  { experiment: e, network }: Script,
  rows = isWeighted(e) ? 'w.sum()' : 'len(y)',
): string | null {
  if (!e.summedLoss) return null;
  if (e.labelShape === 'row') return e.reduce === 'flux' ? rows : `${rows} * ${rows}`;
  const width = network.layers.at(-1)?.units ?? 1;
  const isOfRows = width === 1 || indexLosses.includes(e.loss);
  return isOfRows ? rows : `${rows} * ${width}`;
}

/** The mean of a loss's last line by `weights` of the rows, in NumPy's words. */
export function weightedLines(lines: readonly string[]): readonly string[] {
  return [
    ...lines.slice(0, -1),
    (lines.at(-1) ?? '').replace(/^return (.*)\.mean\(\)$/, 'losses = $1'),
    'return (weights * losses.reshape(len(losses), -1).mean(1)).sum() / weights.sum()',
  ];
}

/** What optimisers remember of each parameter array. */
export function memories({ optimizer }: Experiment): readonly ('M' | 'V')[] {
  const memory = {
    sgd: [],
    momentum: ['M'],
    nesterov: ['M'],
    adagrad: ['V'],
    rmsprop: ['V'],
    adam: ['M', 'V'],
    adamw: ['M', 'V'],
  } as const satisfies Record<OptimizerId, readonly ('M' | 'V')[]>;
  return memory[optimizer];
}

/** How much of their limits Adam's averages have, in float64; none for other optimisers. */
export function correctionText(e: Experiment): readonly string[] {
  if (e.optimizer !== 'adam' && e.optimizer !== 'adamw') return [];
  const [b1, b2] = [number(e.beta1), number(e.beta2)];
  return [`corrections = 1 - ${b1} ** (taken + 1), 1 - ${b2} ** (taken + 1)`];
}

/**
 * What a step does to `p`, the i-th array of the parameters, with its gradient `g`: penalties, then the optimiser's rule.
 *
 * @param np the name of NumPy, or of what has its functions
 */
export function updateText(e: Experiment, np: 'np' | 'jnp'): readonly string[] {
  const penalty = penalties(e).map(
    (field) => `${settingText(e, field)} * ${field === 'l2' ? 'p' : `${np}.sign(p)`}`,
  );
  const [mu, rho, eps, b1, b2] = [e.momentum, e.rho, e.epsilon, e.beta1, e.beta2].map(number);
  const adam = [
    `M[i] = ${b1} * M[i] + (1 - ${b1}) * g`,
    `V[i] = ${b2} * V[i] + (1 - ${b2}) * g**2`,
    'mean, square = M[i] / corrections[0], V[i] / corrections[1]',
    `p -= rate * mean / (${np}.sqrt(square) + ${eps})`,
  ];
  const rules = {
    sgd: ['p -= rate * g'],
    momentum: [`M[i] = ${mu} * M[i] + g`, 'p -= rate * M[i]'],
    nesterov: [`M[i] = ${mu} * M[i] + g`, `p -= rate * (g + ${mu} * M[i])`],
    adagrad: ['V[i] += g**2', `p -= rate * g / (${np}.sqrt(V[i]) + ${eps})`],
    rmsprop: [
      `V[i] = ${rho} * V[i] + (1 - ${rho}) * g**2`,
      `p -= rate * g / (${np}.sqrt(V[i]) + ${eps})`,
    ],
    adam,
    adamw: [`p *= 1 - rate * ${number(e.weightDecay)}`, ...adam],
  } as const satisfies Record<OptimizerId, readonly string[]>;
  return [
    ...(penalty.length > 0
      ? ['if i % 2 == 0:  # weights, not biases', `    g = g + ${penalty.join(' + ')}`]
      : []),
    ...rules[e.optimizer],
  ];
}

/** `DROPOUT = […]`, where units are dropped; None for layers without. */
export function dropoutLines({ layers }: NetworkShape): readonly string[] {
  if (layers.every(({ dropout }) => dropout === 0)) return [];
  const rows = layers.map(({ activation, dropout }) => {
    if (dropout === 0) return '    None,';
    const { scale, shift, dropped } = dropoutMap(activation, dropout);
    return `    (${dropout}, ${scale}, ${shift}, ${dropped}),`;
  });
  return [
    'DROPOUT = [  # of each layer: probability, scale, shift, what a dropped unit answers',
    ...rows,
    ']',
  ];
}
