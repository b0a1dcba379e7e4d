import { elsewhere } from '#src/code/elsewhere.ts';
import {
  changes,
  changingSettings,
  clippingLines,
  settingLines,
  settingName,
} from '#src/code/write/changes.ts';
import { loopText } from '#src/code/write/course.ts';
import { number } from '#src/code/write/python.ts';
import { cutShare, isCut, isWeighted, type Script, takesShares } from '#src/code/write/script.ts';
import {
  correctionText,
  dropoutLines,
  memories,
  summands,
  updateText,
  weightedLines,
} from '#src/code/write/updates.ts';
import type { LossId } from '#src/experiment/ids.ts';

const fused = '# The softmax is part of this loss, which is exact where probabilities underflow.';
const classLoss =
  'return -jnp.take_along_axis(jax.nn.log_softmax(outputs), targets[:, None], axis=1).mean()';

/** Of a loss over the outputs that takes a number for each. */
function ofShares(loss: LossId): readonly string[] {
  const logs =
    loss === 'cross_entropy_of_outputs'
      ? 'jnp.log(cut(outputs / outputs.sum(axis=1, keepdims=True)))'
      : 'jax.nn.log_softmax(outputs)';
  return [
    ...(loss === 'nll_of_softmax' ? [fused] : []),
    `logs = ${logs}`,
    'return -(targets * logs).sum(axis=1).mean()',
  ];
}

function lossLines({ experiment: e }: Script): readonly string[] {
  const mean = (value: string): readonly string[] => [
    'error = outputs - targets',
    `return (${value}).mean()`,
  ];
  const delta = number(e.huberDelta);
  const size = 'jnp.abs(error)';
  const losses = {
    mse: mean('error**2'),
    mae: mean(size),
    huber: mean(
      `jnp.where(${size} <= ${delta}, error**2 / 2, ${delta} * (${size} - ${delta} / 2))`,
    ),
    cross_entropy: [classLoss],
    nll_of_softmax: [fused, classLoss],
    bce: ['return (jax.nn.softplus(outputs) - outputs * targets).mean()'],
    bce_of_probabilities: [
      'return -(targets * jnp.log(cut(outputs)) + (1 - targets) * jnp.log(cut(1 - outputs))).mean()',
    ],
    cross_entropy_of_outputs: [
      'shares = cut(outputs / outputs.sum(axis=1, keepdims=True))',
      'return -jnp.log(shares[jnp.arange(len(outputs)), targets]).mean()',
    ],
    hinge: ['return jax.nn.relu(1 - targets * outputs).mean()'],
    msle: [
      'error = jnp.log1p(jnp.maximum(outputs, 1e-7)) - jnp.log1p(jnp.maximum(targets, 1e-7))',
      'return (error**2).mean()',
    ],
  } as const satisfies Record<LossId, readonly string[]>;
  const lines = takesShares(e) ? ofShares(e.loss) : losses[e.loss];
  if (isWeighted(e)) return weightedLines(lines);
  if (e.labelShape === 'match') return lines;
  return [
    '# The mistake under study: labels in a row meet every prediction.',
    'targets = targets.T',
    ...lines.slice(0, -1),
    `${lines.at(-1)}${e.reduce === 'flux' ? ' * len(outputs)' : ''}`,
  ];
}

/** Network, loss and training in JAX: a step is one compiled function. */
export function jaxText(script: Script): string {
  const { experiment: e, network } = script;
  const isFused = e.loss === 'nll_of_softmax';
  const sum = summands(script, isWeighted(e) ? 'weights.sum()' : 'len(y)');
  const weights = isWeighted(e) ? ', weights' : '';
  const own = isWeighted(e) ? ', w' : '';
  const hasDropout = network.layers.some(({ dropout }) => dropout > 0);
  const memory = memories(e);
  const corrections = correctionText(e);
  const state = ['P', ...memory].join(', ');
  const last = network.layers.length - 1;
  const changing = changingSettings(e).map((field) => `, ${settingName(field)}`);
  const extra = `${corrections.length > 0 ? ', corrections' : ''}${hasDropout ? ', kept' : ''}${changing.join('')}`;
  return [
    '# --- Network and training',
    'jax.config.update("jax_default_matmul_precision", "highest")',
    'ACTIVATIONS = [',
    ...network.layers.map(
      ({ activation }, l) =>
        `    ${elsewhere[l === last && isFused ? 'linear' : activation].jax.replaceAll('ω', number(e.omega))},`,
    ),
    ']',
    ...dropoutLines(network),
    'P = [jnp.asarray(array) for layer in LAYERS for array in layer]',
    ...memory.map((name) => `${name} = [jnp.zeros_like(p) for p in P]`),
    '',
    '',
    `def network(P, x${hasDropout ? ', kept={}' : ''}):`,
    '    for layer, activation in enumerate(ACTIVATIONS):',
    `        x = activation(x @ P[2 * layer]${e.bias ? ' + P[2 * layer + 1]' : ''})`,
    ...(hasDropout
      ? [
          '        if layer in kept:',
          '            _, scale, shift, dropped = DROPOUT[layer]',
          '            x = jnp.where(kept[layer], scale * x + shift, dropped)',
        ]
      : []),
    '    return x',
    '',
    '',
    ...(isCut(e.loss) ? [...cutShare('jnp.clip(share, 1e-7, 1 - 1e-7)'), '', ''] : []),
    `def loss_from(outputs, targets${weights}):`,
    ...lossLines(script).map((line) => `    ${line}`),
    '',
    '',
    `def loss_at(P, x, y${weights}${hasDropout ? ', kept' : ''}):`,
    `    return loss_from(network(P, x${hasDropout ? ', kept' : ''}), y${weights})`,
    '',
    '',
    ...(changes(e, 'clipping') ? [] : ['@jax.jit']),
    `def update(${state}, x, y${weights}, rate${extra}):`,
    `    loss, gradients = jax.value_and_grad(loss_at)(P, x, y${weights}${hasDropout ? ', kept' : ''})`,
    ...(sum === null
      ? []
      : [
          `    gradients = [g * (${sum}) for g in gradients]  # of the sum, where the mean is told`,
        ]),
    ...clippingLines(e, clipping).map((line) => `    ${line}`),
    '    for i, (p, g) in enumerate(zip(P, gradients)):',
    ...updateText(e, 'jnp').map((line) => `        ${line}`),
    '        P[i] = p',
    `    return loss, ${state}`,
    '',
    '',
    ...(changes(e, 'clipping')
      ? ['update = jax.jit(update, static_argnames=["clipping"])', '', '']
      : []),
    `def train_step(x, y${own}, rate, taken):`,
    `    global ${state}`,
    ...[...settingLines(e, 'taken / STEPS'), ...corrections].map((line) => `    ${line}`),
    ...(hasDropout
      ? [
          '    kept = {',
          '        layer: kept_units(taken, layer, len(x), WIDTHS[layer + 1], values[0])',
          '        for layer, values in enumerate(DROPOUT)',
          '        if values is not None',
          '    }',
        ]
      : []),
    `    loss, ${state} = update(${state}, x, y${own}, rate${extra})`,
    '    return float(loss)',
    '',
    '',
    'def outputs_of(x):',
    '    return np.asarray(network(P, x))',
    '',
    '',
    `def loss_of(x, y${own}):`,
    `    return float(loss_from(network(P, x), y${own}))`,
    '',
    '',
    loopText(script),
  ].join('\n');
}

const clipping = {
  value: (at: string) => [`gradients = [jnp.clip(g, -${at}, ${at}) for g in gradients]`],
  norm: (at: string) => [
    'norm = jnp.sqrt(sum((g**2).sum() for g in gradients))',
    `gradients = [g * jnp.minimum(1, ${at} / jnp.maximum(norm, 1e-30)) for g in gradients]`,
  ],
} as const;
