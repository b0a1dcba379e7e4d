import { ieeeText, indented, number, pythonOf, tuple } from '#src/code/write/python.ts';
import {
  hasClassWeights,
  hasGaps,
  hasRowWeights,
  isRepeated,
  isWeighted,
  outputsName,
  type Script,
  sizeLines,
} from '#src/code/write/script.ts';
import { targetText } from '#src/code/write/targets.ts';
import type { Interval } from '#src/data/dataset.ts';
import { loadFormulaParser } from '#src/data/formula/load-parser.ts';
import { classCoding } from '#src/experiment/class-coding.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { hasHeldOut, holdsOut } from '#src/experiment/held-out.ts';
import type { ScalingId } from '#src/experiment/ids.ts';
import { outputCount, ownNumbers } from '#src/experiment/network-size.ts';
import { classCount, isTable, taskOf } from '#src/experiment/targets.ts';

/** Draws the points, fits the scalings and makes `X`, `Y`, `held_X`, `held_Y` as float32 arrays. */
export async function dataText(script: Script): Promise<string> {
  const { experiment: e } = script;
  const classes = classCount(e);
  const scalings = [e.inputScaling, ...(classes === null ? [e.targetScaling] : [])];
  const { text, drawsByClass } = await targetText(script);
  const blocks = [
    text,
    pointsText(script, drawsByClass),
    ...(scalings.includes('standardise') || (isTable(e.target) && hasGaps(e)) ? [totalText] : []),
    ...(await inputsText(e)),
    ...answersText(e),
  ];
  const isGuarded = blocks.some((block) => block.includes('ieee('));
  return [
    ...constantLines(script, number),
    ...[...(isGuarded ? [ieeeText] : []), ...blocks].flatMap((block) => ['', '', block]),
    '',
    '',
    ...pointLines(e),
    ...(e.inputScaling === 'none'
      ? []
      : [
          `input_scalings = [scaling_of(column) for column in zip(*${e.features.length > 0 ? 'map(features, train_x)' : 'train_x'})]`,
        ]),
    ...(classes !== null || e.targetScaling === 'none'
      ? []
      : [
          `target_scalings = [target_scaling_of(column) for column in ${isWide(e) ? 'zip(*train_y)' : '[train_y]'}]`,
        ]),
    'X, Y = encode(train_x), answers(train_y)',
    'held_X, held_Y = encode(held_x), answers(held_y)',
    ...(isWeighted(e) ? weightLines(e) : []),
  ].join('\n');
}

/** The points of training and the others, with what they count where a column says so. In Python and Julia alike. */
export function pointLines(e: Experiment): readonly string[] {
  const parts = (set: string) =>
    ['x', 'y', ...(hasRowWeights(e) ? ['w'] : [])].map((part) => `${set}_${part}`).join(', ');
  return [
    `${parts('train')} = points("train", ROWS)`,
    holdsOut(e)
      ? `${parts('held')} = points("held-out", HELD_OUT)`
      : hasHeldOut(e)
        ? `${parts('held')} = ${parts('train')}`
        : `${parts('held')} = points("train", ROWS)  # none are held out: these are the same again`,
  ];
}

/** The constants that data are made with. @param numberText how the language writes a number */
export function constantLines(
  { experiment: e, domains, elsewhere }: Script,
  numberText: (value: number) => string,
): readonly string[] {
  const intervals = (all: readonly Interval[]) =>
    `[${all.map(([from, to]) => `(${numberText(from)}, ${numberText(to)})`).join(', ')}]`;
  return [
    '# --- Data',
    ...(domains.length === 0 ? [] : [`DOMAINS = ${intervals(domains)}`]),
    ...(elsewhere === null ? [] : [`HELD_OUT_DOMAINS = ${intervals(elsewhere)}`]),
    ...sizeLines(e),
    ...(e.target === 'sum_mod' ? [`MULTIPLIER = ${e.multiplier}`] : []),
    ...(e.target === 'spirals' ? [`TURNS = ${numberText(e.turns)}`] : []),
  ];
}

/** Whether an answer is a list of numbers. */
export function isWide(e: Experiment): boolean {
  return classCount(e) === null && outputCount(e) > 1;
}

function pointsText(script: Script, drawsByClass: boolean): string {
  const { experiment: e, domains, elsewhere } = script;
  if (isTable(e.target)) return tablePoints(e);
  const isRegression = classCount(e) === null;
  const inside = placesText(e, domains.length, drawsByClass);
  const place =
    elsewhere === null
      ? inside
      : [
          'if purpose == "held-out":  # from an interval of their own',
          ...indentedLines(
            placesText(
              { ...e, sampling: e.sampling === 'integers' ? 'integers' : 'uniform' },
              domains.length,
              false,
            ).map((line) => line.replaceAll('DOMAINS', 'HELD_OUT_DOMAINS')),
          ),
          'else:',
          ...indentedLines(inside),
        ];
  const noisy = isRegression ? 'y' : 'x';
  const noise = [
    `noise = normals(stream(DATA_SEED, f"{purpose} noise", index), ${number(e.noise)})`,
    isRegression && ownNumbers(e) === 1
      ? 'y = [value + noise() for value in y]'
      : `${noisy} = [[value + noise() for value in row] for row in ${noisy}]`,
  ];
  const labelNoise = [
    'if purpose != "held-out":',
    '    wrong = stream(DATA_SEED, f"{purpose} label noise", index)',
    '    for i in range(rows):',
    `        replaced, shift = wrong() < ${number(e.labelNoise)}, math.floor((CLASSES - 1) * wrong())`,
    '        if replaced:',
    '            y[i] = (y[i] + 1 + shift) % CLASSES',
  ];
  return [
    'def points(purpose, rows, index=0):',
    '    """Points and their answers; each purpose has streams of its own."""',
    indented([
      'uniform = stream(DATA_SEED, f"{purpose} points", index)',
      ...place,
      ...(e.noise > 0 ? noise : []),
      ...(e.labelNoise > 0 && !isRegression ? labelNoise : []),
      isRepeated(e) ? 'return x, [[value] * OUTPUTS for value in y]' : 'return x, y',
    ]),
  ].join('\n');
}

function tablePoints(e: Experiment): string {
  const inOrder = e.heldOutFrom === 'last';
  const order = inOrder
    ? 'list(range(len(table_x)))'
    : 'permutation(len(table_x), stream(DATA_SEED, "table rows"))';
  const rows = hasGaps(e)
    ? `means = [mean_of([table_x[i][k] for i in order[:ROWS]]) for k in range(len(DOMAINS))]
    x = [[mean if math.isnan(value) else value for value, mean in zip(table_x[i], means)] for i in chosen]`
    : 'x = [table_x[i] for i in chosen]';
  return `${hasGaps(e) ? meanText : ''}def points(purpose, rows):
    """Rows of the table: ${inOrder ? 'those after the training rows' : 'the seed decides which'} are held out."""
    order = ${order}
    chosen = order[:ROWS] if purpose == "train" else order[ROWS : ROWS + rows]
    ${rows}
    return x, [table_y[i] for i in chosen]${hasRowWeights(e) ? ', [table_w[i] for i in chosen]' : ''}`;
}

const meanText = `def mean_of(values):
    """Of those that are there: it stands for those that are missing."""
    known = [value for value in values if not math.isnan(value)]
    return total(known) / max(len(known), 1)


`;

function indentedLines(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `    ${line}`);
}

const labelled = 'y = [target(*point) for point in x]';

const byClass = [
  'normal = normals(uniform, 1)',
  'x, y = [], []',
  'for _ in range(rows):',
  '    label = math.floor(CLASSES * uniform())',
  '    x.append(point_of(label, uniform, normal))',
  '    y.append(label)',
];

const evenly = [
  'x = [[low + (high - low) * uniform() for low, high in DOMAINS] for _ in range(rows)]',
  labelled,
];

const onGrid = [
  'x, stride = [[] for _ in range(rows)], 1',
  'for left, (low, high) in zip(range(len(DOMAINS), 0, -1), DOMAINS):',
  '    count = math.ceil(math.ceil(rows / stride) ** (1 / left) - 1e-9)',
  '    last = max(count - 1, 1)',
  '    for i, point in enumerate(x):',
  '        step = i // stride % count',
  '        point.append(high if step == last else low + (high - low) * step / last)',
  '    stride *= count',
  labelled,
];

function placesText(
  { sampling, samplingMean: mean, samplingDeviation: deviation }: Experiment,
  dimensions: number,
  drawsByClass: boolean,
): readonly string[] {
  const atRandom = drawsByClass ? byClass : evenly;
  switch (sampling) {
    case 'uniform':
      return atRandom;
    case 'normal':
      return [
        `normal = normals(uniform, ${number(deviation)})`,
        `x = [[${number(mean)} + normal() for _ in DOMAINS] for _ in range(rows)]`,
        labelled,
      ];
    case 'grid':
      return [
        'if purpose == "train":',
        ...indentedLines(onGrid),
        'else:  # only training points lie on a grid',
        ...indentedLines(atRandom),
      ];
    case 'integers': {
      const ranges = '[(math.ceil(low), math.floor(high) + 1) for low, high in DOMAINS]';
      return dimensions === 1
        ? [
            `[(first, end)] = ${ranges}`,
            'x = []',
            'while len(x) < rows:  # each integer once, then all of them again',
            '    x += [[float(first + i)] for i in permutation(end - first, uniform)]',
            'x = x[:rows]',
            labelled,
          ]
        : [
            `ranges = ${ranges}`,
            'x = [[float(a + math.floor((b - a) * uniform())) for a, b in ranges] for _ in range(rows)]',
            labelled,
          ];
    }
  }
}

/** Features → scaling → encoding. */
async function inputsText(e: Experiment): Promise<readonly string[]> {
  const { inputs: named } = taskOf(e);
  // Columns of a table may have any names.
  const inputs = isTable(e.target) ? named.map((_, i) => `x${i}`) : named;
  const parse = await loadFormulaParser();
  const features = e.features.map((source) => {
    const parsed = parse(source, named);
    return parsed.ok ? pythonOf(parsed.value.tree, inputs) : '0';
  });
  const own = features.length > 0;
  const values = own ? 'features(point)' : 'point';
  const scaled =
    e.inputScaling === 'none'
      ? `u = ${values}`
      : `u = [(value - offset) / scale for value, (offset, scale) in zip(${values}, input_scalings)]`;
  const encode = [
    'def encode(x):',
    '    """Points as the network sees them."""',
    indented([
      'rows = []',
      'for point in x:',
      `    ${scaled}`,
      ...encodingText(e, features.length || inputs.length).map((line) => `    ${line}`),
      'return np.array(rows, dtype=np.float32)',
    ]),
  ].join('\n');
  return [
    ...(own
      ? [
          `def features(point):\n${indented([`${tuple(inputs).slice(1, -1)} = ${isTable(e.target) ? 'map(float, point)' : 'point'}`, `return [${features.join(', ')}]`])}`,
        ]
      : []),
    ...(e.inputScaling === 'none'
      ? []
      : [scalingText('scaling_of', e.inputScaling, e.inputDivisor)]),
    encode,
  ];
}

const totalText = `def total(values):
    """One after another: the sum of newer Pythons rounds otherwise."""
    result = 0
    for value in values:
        result += value
    return result`;

function scalingText(name: string, id: Exclude<ScalingId, 'none'>, divisor: number): string {
  const bodies = {
    divide: [`return 0, ${number(divisor)}`],
    min_max: [
      'least, most = min(values), max(values)',
      'return least, most - least if most - least > 1e-12 * abs(least) else 1',
    ],
    standardise: [
      'mean = total(values) / len(values)',
      'deviation = math.sqrt(total((value - mean) ** 2 for value in values) / len(values))',
      'return mean, deviation if deviation > 1e-12 * abs(mean) else 1',
    ],
  } as const;
  return `def ${name}(values):\n    """Offset and scale, by the training points."""\n${indented(bodies[id])}`;
}

function encodingText(e: Experiment, columns: number): readonly string[] {
  switch (e.encoding) {
    case 'raw':
      return ['rows.append(u)'];
    case 'fourier':
      return [
        `rows.append([f(2**k * math.pi * value) for value in u for k in range(${e.octaves}) for f in (math.sin, math.cos)])`,
      ];
    case 'polynomial':
      return [
        'row, previous = [], [(1, 0)]',
        `for _ in range(${e.degree}):`,
        `    previous = [(product * u[k], k) for product, first in previous for k in range(first, ${columns})]`,
        '    row += [product for product, _ in previous]',
        'rows.append(row)',
      ];
  }
}

/** `W` and `held_W`: what each row counts in the loss, by its class, by a column of the table, or by both. */
function weightLines(e: Experiment): readonly string[] {
  const byRow = hasRowWeights(e);
  if (!hasClassWeights(e))
    return ['W, held_W = [np.array(own, dtype=np.float32) for own in (train_w, held_w)]'];
  const outputs = outputsName(e);
  const of = (set: string) => `weights_of(${set}_y${byRow ? `, ${set}_w` : ''})`;
  return [
    ...(e.classWeighting === 'given'
      ? [`CLASS_WEIGHTS = [${e.classWeights.map(number).join(', ')}]`]
      : [
          `shares = [train_y.count(label) / ROWS for label in range(${outputs})]`,
          `CLASS_WEIGHTS = [1 / (${outputs} * share) if share > 0 else 1 for share in shares]`,
        ]),
    '',
    '',
    `def weights_of(y${byRow ? ', own' : ''}):`,
    `    """What each row counts in the loss, by its class${byRow ? ' and its own weight' : ''}."""`,
    byRow
      ? '    rows = [weight * CLASS_WEIGHTS[label] for label, weight in zip(y, own)]'
      : '    rows = [CLASS_WEIGHTS[label] for label in y]',
    '    return np.array(rows, dtype=np.float32)',
    '',
    '',
    `W, held_W = ${of('train')}, ${of('held')}`,
  ];
}

/** Answers as the network sees them, in float32. */
function answersText(e: Experiment): readonly string[] {
  const answers = (...body: readonly string[]) => `def answers(y):\n${indented(body)}`;
  if (classCount(e) !== null) {
    const coding = classCoding(e);
    if (coding === 'index') return [answers('return np.array(y, dtype=np.int64)')];
    const numbers =
      outputCount(e) === 1
        ? 'np.array([[label] for label in y], dtype=np.float32)'
        : `np.eye(${outputsName(e)}, dtype=np.float32)[y]`;
    return [answers(`return ${coding === 'signs' ? `2 * ${numbers} - 1` : numbers}`)];
  }
  const rows = isWide(e) ? 'y' : '[[value] for value in y]';
  if (e.targetScaling === 'none') return [answers(`return np.array(${rows}, dtype=np.float32)`)];
  return [
    scalingText('target_scaling_of', e.targetScaling, e.targetDivisor),
    answers(
      `rows = [[(value - offset) / scale for value, (offset, scale) in zip(row, target_scalings)] for row in ${rows}]`,
      'return np.array(rows, dtype=np.float32)',
    ),
  ];
}
