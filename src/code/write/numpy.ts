import { elsewhere } from '#src/code/elsewhere.ts';
import { clippingLines, settingLines } from '#src/code/write/changes.ts';
import { loopText } from '#src/code/write/course.ts';
import { number } from '#src/code/write/python.ts';
import { cutShare, isCut, isWeighted, type Script, takesShares } from '#src/code/write/script.ts';
import {
  correctionText,
  dropoutLines,
  memories,
  summands,
  updateText,
} from '#src/code/write/updates.ts';
import { indexLosses } from '#src/experiment/class-coding.ts';
import type { LossId } from '#src/experiment/ids.ts';

/** Network, loss, gradients by hand and training in NumPy alone. */
export function numpyText(script: Script): string {
  const { experiment: e, network } = script;
  const hidden = [...new Set(network.layers.map(({ activation }) => activation))];
  const table = hidden.flatMap((id) => {
    const { numpy } = elsewhere[id];
    if (numpy === null) return [];
    const [value, slope] = numpy.map((text) => text.replaceAll('ω', number(e.omega)));
    return [`    "${id}": (lambda z: ${value}, lambda z, a: ${slope}),`];
  });
  const hasDropout = network.layers.some(({ dropout }) => dropout > 0);
  const isSoftmax = e.outputActivation === 'softmax';
  const answers = isWeighted(e) ? 'y, w' : 'y';
  const rows = `x, ${answers}`;
  return [
    '# --- Network and training: gradients by hand',
    `KINDS = [${network.layers.map(({ activation }) => `"${activation}"`).join(', ')}]`,
    ...dropoutLines(network),
    ...(hidden.includes('gelu')
      ? [
          '',
          '',
          'def normal_cdf(z):',
          '    return (0.5 * np.vectorize(math.erfc)(-z / math.sqrt(2))).astype(np.float32)',
          '',
          '',
        ]
      : []),
    'ACTIVATIONS = {',
    ...table,
    '}',
    '',
    '',
    'def softmax(z):',
    '    powers = np.exp(z - z.max(axis=1, keepdims=True))',
    '    return powers / powers.sum(axis=1, keepdims=True)',
    '',
    '',
    `def forward(x${hasDropout ? ', taken=None' : ''}):`,
    '    """What each layer was given, computed and answered; the outputs are the last answer."""',
    '    trace = []',
    `    for layer, (weights, ${e.bias ? 'biases' : '_'}) in enumerate(LAYERS):`,
    `        z = x @ weights${e.bias ? ' + biases' : ''}`,
    isSoftmax
      ? '        a = softmax(z) if KINDS[layer] == "softmax" else ACTIVATIONS[KINDS[layer]][0](z)'
      : '        a = ACTIVATIONS[KINDS[layer]][0](z)',
    ...(hasDropout
      ? [
          '        kept, out = None, a',
          '        if taken is not None and DROPOUT[layer] is not None:',
          '            p, scale, shift, dropped = DROPOUT[layer]',
          '            kept = kept_units(taken, layer, *a.shape, p)',
          '            out = np.where(kept, scale * a + shift, dropped).astype(np.float32)',
          '        trace.append((x, z, a, kept))',
          '        x = out',
        ]
      : ['        trace.append((x, z, a))', '        x = a']),
    '    return trace, x',
    '',
    '',
    ...lossText(script),
    '',
    '',
    ...stepText(script, hasDropout),
    '',
    '',
    'def outputs_of(x):',
    '    return forward(x)[1]',
    '',
    '',
    `def loss_of(${rows}):`,
    '    trace, outputs = forward(x)',
    e.loss === 'nll_of_softmax'
      ? `    return float(loss_and_slope(trace[-1][1], ${answers})[0])`
      : `    return float(loss_and_slope(outputs, ${answers})[0])`,
    '',
    '',
    loopText(script),
  ].join('\n');
}

/** Losses of a batch, one by one, and their derivatives. */
interface LossTerms {
  readonly lines?: readonly string[];
  readonly losses: string;
  readonly slopes: string;
}

function termsOf({ loss, huberDelta }: Script['experiment']): LossTerms {
  const delta = number(huberDelta);
  const softmax: LossTerms = {
    lines: [
      ...(loss === 'nll_of_softmax'
        ? ['# The outputs are those before the softmax, which is part of this loss.']
        : []),
      'rows = np.arange(len(outputs))',
      'highest = outputs.max(axis=1)',
      'logs = highest + np.log(np.exp(outputs - highest[:, None]).sum(axis=1))',
      'slope = softmax(outputs)',
      'slope[rows, targets] -= 1',
    ],
    losses: 'logs - outputs[rows, targets]',
    slopes: 'slope',
  };
  const error = ['error = outputs - targets'];
  const terms = {
    mse: { lines: error, losses: 'error**2', slopes: '2 * error' },
    mae: { lines: error, losses: 'abs(error)', slopes: 'np.sign(error)' },
    huber: {
      lines: error,
      losses: `np.where(abs(error) <= ${delta}, error**2 / 2, ${delta} * (abs(error) - ${delta} / 2))`,
      slopes: `np.clip(error, -${delta}, ${delta})`,
    },
    cross_entropy: softmax,
    nll_of_softmax: softmax,
    bce: {
      losses: 'np.logaddexp(outputs, np.float32(0)) - outputs * targets',
      slopes: '1 / (1 + np.exp(-outputs)) - targets',
    },
    bce_of_probabilities: {
      lines: [
        'p, q = cut(outputs), cut(1 - outputs)',
        'is_inside = (outputs >= 1e-7) & (outputs <= 1 - 1e-7)',
      ],
      losses: '-targets * np.log(p) - (1 - targets) * np.log(q)',
      slopes: 'is_inside * (outputs - targets) / (p * q)',
    },
    cross_entropy_of_outputs: {
      lines: [
        'rows, total = np.arange(len(outputs)), outputs.sum(axis=1)',
        'own = outputs[rows, targets]',
        'share = own / total',
        'is_inside = (share >= 1e-7) & (share <= 1 - 1e-7)',
        'slope = np.repeat((is_inside / total)[:, None], outputs.shape[1], axis=1)',
        'slope[rows, targets] -= is_inside / np.where(is_inside, own, 1)',
      ],
      losses: '-np.log(cut(share))',
      slopes: 'slope.astype(np.float32)',
    },
    hinge: {
      lines: ['lack = 1 - targets * outputs'],
      losses: 'np.maximum(lack, 0)',
      slopes: 'np.where(lack > 0, -targets, 0)',
    },
    msle: {
      lines: [
        'above = np.maximum(outputs, np.float32(1e-7))',
        'error = np.log1p(above) - np.log1p(np.maximum(targets, np.float32(1e-7)))',
      ],
      losses: 'error**2',
      slopes: '(outputs >= 1e-7) * 2 * error / (1 + above)',
    },
  } as const satisfies Record<LossId, LossTerms>;
  return terms[loss];
}

/** Of a loss over the outputs that takes a number for each. */
function termsOfShares({ loss }: Script['experiment']): LossTerms {
  const losses = '-(targets * logs).sum(axis=1)';
  if (loss === 'cross_entropy_of_outputs')
    return {
      lines: [
        'total = outputs.sum(axis=1, keepdims=True)',
        'shares = outputs / total',
        'logs = np.log(cut(shares))',
        'own = np.where((shares >= 1e-7) & (shares <= 1 - 1e-7), targets, 0)',
        'pull = own / np.where(own == 0, 1, outputs)',
      ],
      losses,
      slopes: '(own.sum(axis=1, keepdims=True) / total - pull).astype(np.float32)',
    };
  return {
    lines: [
      ...(loss === 'nll_of_softmax'
        ? ['# The outputs are those before the softmax, which is part of this loss.']
        : []),
      'logs = outputs - outputs.max(axis=1, keepdims=True)',
      'logs = logs - np.log(np.exp(logs).sum(axis=1, keepdims=True))',
    ],
    losses,
    slopes: 'targets.sum(axis=1, keepdims=True) * np.exp(logs) - targets',
  };
}

function lossText({ experiment: e }: Script): readonly string[] {
  const { lines = [], losses, slopes } = takesShares(e) ? termsOfShares(e) : termsOf(e);
  const count = indexLosses.includes(e.loss) ? 'len(outputs)' : 'outputs.size';
  const divisor = e.reduce === 'flux' ? 'len(outputs)' : 'len(outputs) ** 2';
  const body =
    e.labelShape === 'row'
      ? [
          '# The mistake under study: labels in a row meet every prediction.',
          'targets = targets.T',
          ...lines,
          `count = ${divisor}`,
          `return (${losses}).sum() / count, (${slopes}).sum(axis=1, keepdims=True) / count`,
        ]
      : isWeighted(e)
        ? [
            ...lines,
            `losses = (${losses}).reshape(len(outputs), -1)`,
            'shares = weights[:, None] / (weights.sum() * losses.shape[1])',
            `return (shares * losses).sum(), shares * (${slopes})`,
          ]
        : [...lines, `return (${losses}).mean(), (${slopes}) / ${count}`];
  return [
    ...(isCut(e.loss)
      ? [...cutShare('np.clip(share, np.float32(1e-7), np.float32(1 - 1e-7))'), '', '']
      : []),
    `def loss_and_slope(outputs, targets${isWeighted(e) ? ', weights' : ''}):`,
    '    """The loss of a batch and its derivative by the outputs."""',
    ...body.map((line) => `    ${line}`),
  ];
}

function stepText(script: Script, hasDropout: boolean): readonly string[] {
  const { experiment: e } = script;
  const sum = summands(script);
  const isFused = e.loss === 'nll_of_softmax';
  const answers = isWeighted(e) ? 'y, w' : 'y';
  const clip = clippingLines(e, {
    value: (at) => [`gradients = [np.clip(g, -${at}, ${at}) for g in gradients]`],
    norm: (at) => [
      'norm = math.sqrt(sum(float((g**2).sum()) for g in gradients))',
      `gradients = [g * min(1, ${at} / max(norm, 1e-30)) for g in gradients]`,
    ],
  });
  return [
    'PARAMETERS = [array for layer in LAYERS for array in layer]',
    ...memories(e).map((name) => `${name} = [np.zeros_like(p) for p in PARAMETERS]`),
    '',
    '',
    `def train_step(x, ${answers}, rate, taken):`,
    `    trace, outputs = forward(x${hasDropout ? ', taken' : ''})`,
    `    loss, slope = loss_and_slope(${isFused ? 'trace[-1][1]' : 'outputs'}, ${answers})`,
    '    gradients = []',
    '    for layer in reversed(range(len(LAYERS))):',
    `        x, z, a${hasDropout ? ', kept' : ''} = trace[layer]`,
    ...(hasDropout
      ? [
          '        if kept is not None:',
          '            slope = np.where(kept, DROPOUT[layer][1] * slope, 0).astype(np.float32)',
        ]
      : []),
    ...(isFused
      ? [
          '        if layer < len(LAYERS) - 1:',
          '            slope = slope * ACTIVATIONS[KINDS[layer]][1](z, a)',
        ]
      : e.outputActivation === 'softmax'
        ? [
            '        if KINDS[layer] == "softmax":',
            '            slope = a * (slope - (a * slope).sum(axis=1, keepdims=True))',
            '        else:',
            '            slope = slope * ACTIVATIONS[KINDS[layer]][1](z, a)',
          ]
        : ['        slope = slope * ACTIVATIONS[KINDS[layer]][1](z, a)']),
    `        gradients = [x.T @ slope, ${e.bias ? 'slope.sum(axis=0)' : 'np.zeros_like(slope[0])'}] + gradients`,
    '        slope = slope @ LAYERS[layer][0].T',
    ...(sum === null
      ? []
      : [
          `    gradients = [g * (${sum}) for g in gradients]  # of the sum, where the mean is told`,
        ]),
    ...[...settingLines(e, 'taken / STEPS'), ...clip].map((line) => `    ${line}`),
    ...correctionText(e).map((line) => `    ${line}`),
    '    for i, (p, g) in enumerate(zip(PARAMETERS, gradients)):',
    ...updateText(e, 'np').map((line) => `        ${line}`),
    '    return float(loss)',
  ];
}
