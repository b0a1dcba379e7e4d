import { number } from '#src/code/write/python.ts';
import type { Script } from '#src/code/write/script.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { InitialiserId } from '#src/experiment/ids.ts';
import { kerasRange } from '#src/network/initialisers.ts';

interface Draw {
  readonly bound?: string;
  /** Of weights and biases alike. */
  readonly one?: string;
  readonly deviation?: string;
  readonly value?: string;
}

/**
 * How a weight of a layer is drawn, in Python: evenly within ±bound, normally, or not at all.
 *
 * @param ofFirst what is one thing in the first layer and another in all others
 */
export function drawOf(
  { initialiser, initialScale, initialRange, omega }: Experiment,
  ofFirst = (first: string, other: string) => `${first} if index == 0 else ${other}`,
): Draw {
  const [low, high] = initialRange ?? kerasRange;
  const table = {
    pytorch_linear: { bound: '1 / math.sqrt(inputs)' },
    glorot_uniform: { bound: 'math.sqrt(6 / (inputs + units))' },
    glorot_normal: { deviation: 'math.sqrt(2 / (inputs + units))' },
    he_uniform: { bound: 'math.sqrt(6 / inputs)' },
    he_normal: { deviation: 'math.sqrt(2 / inputs)' },
    lecun_uniform: { bound: 'math.sqrt(3 / inputs)' },
    lecun_normal: { deviation: 'math.sqrt(1 / inputs)' },
    siren: { bound: ofFirst('1 / inputs', `math.sqrt(6 / inputs) / ${number(omega)}`) },
    normal: { deviation: number(initialScale) },
    uniform: { one: `${number(low)} + ${number(high - low)} * uniform()` },
    zeros: { value: '0' },
    constant: { value: number(initialScale) },
  } as const satisfies Record<InitialiserId, Draw>;
  return table[initialiser];
}

/** Draws the initial parameters: `LAYERS`, a list of (weights [inputs, units], biases [units]). */
export function parametersText({ experiment: e, network }: Script): string {
  const { bound, one, deviation, value } = drawOf(e);
  const hasBiases = e.initialiser === 'pytorch_linear' || e.initialiser === 'siren';
  const even = 'bound * (2 * uniform() - 1)';
  const weights =
    value !== undefined
      ? [`weights = [${value}] * (inputs * units)`]
      : [
          'uniform = stream(INIT_SEED, "initial weights", index)',
          ...(bound === undefined ? [] : [`bound = ${bound}`]),
          ...(deviation === undefined ? [] : [`normal = normals(uniform, ${deviation})`]),
          `weights = [${one ?? (bound === undefined ? 'normal()' : even)} for _ in range(inputs * units)]`,
        ];
  const biases =
    e.bias && (one !== undefined || hasBiases)
      ? [
          'uniform = stream(INIT_SEED, "initial biases", index)',
          ...(one === undefined ? ['bound = 1 / math.sqrt(inputs)'] : []),
          `biases = [${one ?? even} for _ in range(units)]`,
        ]
      : [`biases = [0] * units${e.bias ? '' : '  # they stay 0'}`];
  return [
    '# --- Initial parameters',
    `WIDTHS = [${[network.inputs, ...network.layers.map(({ units }) => units)].join(', ')}]`,
    '',
    '',
    'def initial(index, inputs, units):',
    '    """Weights [inputs, units] and biases of one layer."""',
    ...[...weights, ...biases].map((line) => `    ${line}`),
    '    weights = np.array(weights, dtype=np.float32).reshape(inputs, units)',
    '    return weights, np.array(biases, dtype=np.float32)',
    '',
    '',
    'LAYERS = [initial(i, *pair) for i, pair in enumerate(zip(WIDTHS, WIDTHS[1:]))]',
    'if WEIGHTS is not None:',
    '    trained = np.load(WEIGHTS)',
    '    LAYERS = [(trained[f"weights_{i}"], trained[f"biases_{i}"]) for i in range(len(LAYERS))]',
    '    EPOCHS = 0',
  ].join('\n');
}
