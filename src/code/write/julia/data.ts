import { constantLines, isWide, pointLines } from '#src/code/write/data.ts';
import { ieeeText, juliaOf } from '#src/code/write/julia/formula.ts';
import { tableBlocks } from '#src/code/write/julia/table.ts';
import { targetBlocks } from '#src/code/write/julia/targets.ts';
import { define, number } from '#src/code/write/julia/text.ts';
import {
  hasClassWeights,
  hasRowWeights,
  isRepeated,
  isWeighted,
  outputsName,
  type Script,
} from '#src/code/write/script.ts';
import { loadFormulaParser } from '#src/data/formula/load-parser.ts';
import { classCoding } from '#src/experiment/class-coding.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { ScalingId } from '#src/experiment/ids.ts';
import { outputCount, ownNumbers } from '#src/experiment/network-size.ts';
import { classCount, isTable, taskOf } from '#src/experiment/targets.ts';

/** Draws the points, fits the scalings and makes `X`, `Y`, `held_X`, `held_Y`, a column for each row. */
export async function juliaData(script: Script): Promise<string> {
  const { experiment: e } = script;
  const classes = classCount(e);
  const hasTargetScaling = classes === null && e.targetScaling !== 'none';
  const hasInputScaling = e.inputScaling !== 'none';
  const { blocks: target, drawsByClass } = await targetBlocks(e);
  const blocks = [
    ...target,
    ...(isTable(e.target) ? tableBlocks(e) : [pointsText(script, drawsByClass)]),
    ...(hasInputScaling ? [scalingText('scaling_of', e.inputScaling, e.inputDivisor)] : []),
    ...(hasTargetScaling
      ? [scalingText('target_scaling_of', e.targetScaling, e.targetDivisor)]
      : []),
    ...(hasInputScaling || hasTargetScaling
      ? ['columns(rows) = [[row[k] for row in rows] for k in eachindex(first(rows))]']
      : []),
    ...(await inputBlocks(e)),
    define('answers(y)', answerLines(e)),
  ];
  return [
    ...constantLines(script, number),
    ...[
      ...(blocks.some((block) => /\b(?:ieee|pow)\(/.test(block)) ? [ieeeText] : []),
      ...blocks,
    ].flatMap((block) => ['', block]),
    '',
    ...pointLines(e),
    ...(hasInputScaling
      ? [
          `input_scalings = map(scaling_of, columns(${e.features.length > 0 ? 'map(features, train_x)' : 'train_x'}))`,
        ]
      : []),
    ...(hasTargetScaling ? ['target_scalings = map(target_scaling_of, columns(train_y))'] : []),
    'X, Y = encode(train_x), answers(train_y)',
    'held_X, held_Y = encode(held_x), answers(held_y)',
    ...(isWeighted(e) ? weightLines(e) : []),
  ].join('\n');
}

function pointsText(script: Script, drawsByClass: boolean): string {
  const { experiment: e, elsewhere } = script;
  const isRegression = classCount(e) === null;
  const inside = placeLines(e, 'DOMAINS', drawsByClass);
  const indented = (lines: readonly string[]) => lines.map((line) => `    ${line}`);
  const outside = placeLines(
    { ...e, sampling: e.sampling === 'integers' ? 'integers' : 'uniform' },
    'HELD_OUT_DOMAINS',
    false,
  );
  return define(
    'points(purpose, rows, index = 0)',
    [
      'uniform = stream(DATA_SEED, "$purpose points", index)',
      ...(elsewhere === null
        ? inside
        : [
            'if purpose == "held-out"  # from an interval of their own',
            ...indented(outside),
            'else',
            ...indented(inside),
            'end',
          ]),
      ...(e.noise > 0
        ? [
            `noise = normals(stream(DATA_SEED, "$purpose noise", index), ${number(e.noise)})`,
            isRegression && ownNumbers(e) === 1
              ? 'y = [value + noise() for value in y]'
              : isRegression
                ? 'y = [[value + noise() for value in row] for row in y]'
                : 'x = [[value + noise() for value in row] for row in x]',
          ]
        : []),
      ...(e.labelNoise > 0 && !isRegression
        ? [
            'if purpose != "held-out"',
            '    wrong = stream(DATA_SEED, "$purpose label noise", index)',
            '    for i in 1:rows',
            `        replaced, shift = wrong() < ${number(e.labelNoise)}, floor(Int, (CLASSES - 1) * wrong())`,
            '        replaced && (y[i] = mod(y[i] + 1 + shift, CLASSES))',
            '    end',
            'end',
          ]
        : []),
      isRepeated(e) ? 'return x, fill.(y, OUTPUTS)' : 'return x, y',
    ],
    'Points and their answers; each purpose has streams of its own.',
  );
}

const labelled = 'y = [target(point...) for point in x]';

function placeLines(e: Experiment, domains: string, drawsByClass: boolean): readonly string[] {
  const { sampling, samplingMean, samplingDeviation } = e;
  const atRandom = drawsByClass
    ? [
        'normal = normals(uniform, 1)',
        'x, y = Vector{Float64}[], Int[]',
        'for _ in 1:rows',
        '    label = floor(Int, CLASSES * uniform())',
        '    push!(x, point_of(label, uniform, normal))',
        '    push!(y, label)',
        'end',
      ]
    : [
        `x = [[low + (high - low) * uniform() for (low, high) in ${domains}] for _ in 1:rows]`,
        labelled,
      ];
  switch (sampling) {
    case 'uniform':
      return atRandom;
    case 'normal':
      return [
        `normal = normals(uniform, ${number(samplingDeviation)})`,
        `x = [[${number(samplingMean)} + normal() for _ in ${domains}] for _ in 1:rows]`,
        labelled,
      ];
    case 'grid':
      return [
        'if purpose == "train"',
        '    x, stride = [Float64[] for _ in 1:rows], 1',
        `    for (k, (low, high)) in enumerate(${domains})`,
        `        count = ceil(Int, ceil(rows / stride)^(1 / (length(${domains}) - k + 1)) - 1e-9)`,
        '        last = max(count - 1, 1)',
        '        for (i, point) in enumerate(x)',
        '            step = mod((i - 1) ÷ stride, count)',
        '            push!(point, step == last ? high : low + (high - low) * step / last)',
        '        end',
        '        stride *= count',
        '    end',
        `    ${labelled}`,
        'else  # only training points lie on a grid',
        ...atRandom.map((line) => `    ${line}`),
        'end',
      ];
    case 'integers':
      return taskOf(e).inputs.length === 1
        ? [
            `low, high = ceil(Int, ${domains}[1][1]), floor(Int, ${domains}[1][2])`,
            'x = Vector{Float64}[]',
            'while length(x) < rows  # each integer once, then all of them again',
            '    append!(x, [[low + i - 1] for i in permutation(high - low + 1, uniform)])',
            'end',
            'x = x[1:rows]',
            labelled,
          ]
        : [
            `ranges = [(ceil(Int, low), floor(Int, high) + 1) for (low, high) in ${domains}]`,
            'x = [[float(a + floor(Int, (b - a) * uniform())) for (a, b) in ranges] for _ in 1:rows]',
            labelled,
          ];
  }
}

/** Features → scaling → encoding. */
async function inputBlocks(e: Experiment): Promise<readonly string[]> {
  const { inputs: named } = taskOf(e);
  // Columns of a table may have any names.
  const inputs = isTable(e.target) ? named.map((_, i) => `x${i}`) : named;
  const parse = await loadFormulaParser();
  const features = e.features.map((source) => {
    const parsed = parse(source, named);
    return parsed.ok ? juliaOf(parsed.value.tree, inputs) : '0.0';
  });
  const values = features.length > 0 ? 'features(point)' : 'point';
  const scaled =
    e.inputScaling === 'none'
      ? `u = ${values}`
      : `u = [(value - offset) / scale for (value, (offset, scale)) in zip(${values}, input_scalings)]`;
  const encoded = {
    raw: ['return u'],
    fourier: [
      `return [f(2^k * pi * value) for value in u for k in 0:${e.octaves}-1 for f in (sin, cos)]`,
    ],
    polynomial: [
      'row, previous = Float64[], [(1.0, 1)]',
      `for _ in 1:${e.degree}`,
      '    previous = [(product * u[k], k) for (product, first) in previous for k in first:length(u)]',
      '    append!(row, [product for (product, _) in previous])',
      'end',
      'return row',
    ],
  } as const;
  return [
    ...(features.length > 0
      ? [
          define('features(point)', [
            inputs.length === 1 ? `${inputs[0]} = only(point)` : `${inputs.join(', ')} = point`,
            `return [${features.join(', ')}]`,
          ]),
        ]
      : []),
    define('encoded(point)', [scaled, ...encoded[e.encoding]]),
    '"""Points as the network sees them."""\nencode(x) = Float32.(stack(map(encoded, x)))',
  ];
}

function scalingText(name: string, id: ScalingId, divisor: number): string {
  const bodies = {
    none: [],
    divide: [`return 0, ${number(divisor)}`],
    min_max: [
      'least, most = extrema(values)',
      'return least, most - least > 1e-12 * abs(least) ? most - least : 1',
    ],
    standardise: [
      'mean = foldl(+, values) / length(values)',
      'deviation = sqrt(foldl(+, [(value - mean)^2 for value in values]) / length(values))',
      'return mean, deviation > 1e-12 * abs(mean) ? deviation : 1',
    ],
  } as const satisfies Record<ScalingId, readonly string[]>;
  return define(`${name}(values)`, bodies[id], 'Offset and scale, by the training points.');
}

/** `W` and `held_W`: what each row counts in the loss, a column for each. */
function weightLines(e: Experiment): readonly string[] {
  const byRow = hasRowWeights(e);
  if (!hasClassWeights(e))
    return ['W, held_W = Float32.(permutedims(train_w)), Float32.(permutedims(held_w))'];
  const outputs = outputsName(e);
  const of = (set: string) => `weights_of(${set}_y${byRow ? `, ${set}_w` : ''})`;
  const weight = 'CLASS_WEIGHTS[label+1]';
  return [
    ...(e.classWeighting === 'given'
      ? [`CLASS_WEIGHTS = [${e.classWeights.map(number).join(', ')}]`]
      : [
          `shares = [count(==(label), train_y) / ROWS for label in 0:${outputs}-1]`,
          `CLASS_WEIGHTS = [share > 0 ? 1 / (${outputs} * share) : 1.0 for share in shares]`,
        ]),
    byRow
      ? `weights_of(y, own) = Float32.(permutedims([weight * ${weight} for (label, weight) in zip(y, own)]))`
      : `weights_of(y) = Float32.(permutedims([${weight} for label in y]))`,
    `W, held_W = ${of('train')}, ${of('held')}`,
  ];
}

/** Answers as the network sees them, in float32. */
function answerLines(e: Experiment): readonly string[] {
  if (classCount(e) !== null) {
    const numbers =
      outputCount(e) === 1
        ? 'Float32.(permutedims(y))'
        : `Float32.(Flux.onehotbatch(y, 0:${outputsName(e)}-1))`;
    return [`return ${classCoding(e) === 'signs' ? `2 .* ${numbers} .- 1` : numbers}`];
  }
  return e.targetScaling === 'none'
    ? [`return Float32.(${isWide(e) ? 'stack(y)' : 'permutedims(y)'})`]
    : [
        'rows = [[(value - offset) / scale for (value, (offset, scale)) in zip(row, target_scalings)] for row in y]',
        'return Float32.(stack(rows))',
      ];
}
