import { elsewhere } from '#src/code/elsewhere.ts';
import {
  changes,
  changingSettings,
  clippingLines,
  clippings,
  penalties,
  settingLines,
  settingText,
} from '#src/code/write/changes.ts';
import { define, number } from '#src/code/write/julia/text.ts';
import { hasDropout, isCut, isWeighted, type Script } from '#src/code/write/script.ts';
import { summands } from '#src/code/write/updates.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { LossId, OptimizerId } from '#src/experiment/ids.ts';
import { dropoutMap } from '#src/network/dropout.ts';

/** The loss of each output, or of each column, and what comes before. */
function lossTerms({ loss, huberDelta }: Experiment): readonly [...before: string[], each: string] {
  const delta = `Float32(${number(huberDelta)})`;
  const ofErrors = (each: string) => ['errors = outputs .- targets', each] as const;
  const ofClasses = 'Flux.logitcrossentropy(outputs, targets; agg = identity)';
  const terms = {
    mse: ofErrors('abs2.(errors)'),
    mae: ofErrors('abs.(errors)'),
    huber: ofErrors(
      `ifelse.(abs.(errors) .<= ${delta}, abs2.(errors) ./ 2, ${delta} .* (abs.(errors) .- ${delta} / 2))`,
    ),
    cross_entropy: [ofClasses],
    nll_of_softmax: [
      '# The softmax is part of this loss, which is exact where probabilities underflow.',
      ofClasses,
    ],
    bce: ['softplus.(outputs) .- outputs .* targets'],
    bce_of_probabilities: [
      '-targets .* log.(cut.(outputs)) .- (1 .- targets) .* log.(cut.(1 .- outputs))',
    ],
    cross_entropy_of_outputs: [
      'shares = cut.(outputs ./ sum(outputs; dims = 1))',
      '-sum(targets .* log.(shares); dims = 1)',
    ],
    hinge: ['relu.(1 .- targets .* outputs)'],
    msle: [
      'errors = log1p.(max.(outputs, 1.0f-7)) .- log1p.(max.(targets, 1.0f-7))',
      'abs2.(errors)',
    ],
  } as const satisfies Record<LossId, readonly [...before: string[], each: string]>;
  return terms[loss];
}

function lossLines(e: Experiment): readonly string[] {
  const terms = lossTerms(e);
  const each = terms.at(-1) ?? '';
  const isRow = e.labelShape === 'row';
  return [
    ...(isRow
      ? [
          '# The mistake under study: labels in a row meet every prediction.',
          'targets = permutedims(targets)',
        ]
      : []),
    ...terms.slice(0, -1),
    isWeighted(e)
      ? `return sum(weights .* mean(${each}; dims = 1)) / sum(weights)`
      : isRow && e.reduce === 'flux'
        ? `return sum(${each}) / length(targets)`
        : `return mean(${each})`,
  ];
}

/** Momentum, whose velocity in Optimisers has the rates in it, and AdaGrad, whose squares begin above 0 there. */
function isByHand(e: Experiment): boolean {
  const hasMomentum = e.optimizer === 'momentum' || e.optimizer === 'nesterov';
  return (
    e.optimizer === 'adagrad' ||
    (hasMomentum && (e.schedule !== 'constant' || changes(e, 'learningRate')))
  );
}

/** Whether gradients are changed before the optimiser takes them: in place, array by array. */
function changesGradients(e: Experiment): boolean {
  return isByHand(e) || clippings(e).length > 0 || penalties(e).length > 0;
}

const clipTexts = {
  value: (at: string) => [`foreach(array -> clamp!(array, -${at}, ${at}), arrays)`],
  norm: (at: string) => [
    'norm = sqrt(sum(array -> sum(abs2, array), arrays))',
    `foreach(array -> array .*= min(1, ${at} / max(norm, 1.0f-30)), arrays)`,
  ],
} as const;

function gradientLines(e: Experiment): readonly string[] {
  const terms = penalties(e).map(
    (field) =>
      `${settingText(e, field)} .* ${field === 'l2' ? 'layer.weight' : 'sign.(layer.weight)'}`,
  );
  const [mu, epsilon] = [number(e.momentum), number(e.epsilon)];
  const rules: Partial<Record<OptimizerId, readonly string[]>> = {
    momentum: [`memory .= ${mu} .* memory .+ array`, 'array .= memory'],
    nesterov: [`memory .= ${mu} .* memory .+ array`, `array .+= ${mu} .* memory`],
    adagrad: ['memory .+= abs2.(array)', `array ./= sqrt.(memory) .+ Float32(${epsilon})`],
  };
  return [
    'slopes = gradients[1].layers[1:length(LAYERS)]',
    `arrays = [array for slope in slopes for array in ${e.bias ? '(slope.weight, slope.bias)' : '(slope.weight,)'}]`,
    ...clippingLines(e, clipTexts, ['', ['end']]),
    ...(terms.length > 0
      ? [
          'for (slope, layer) in zip(slopes, net.layers)',
          `    slope.weight .+= ${terms.join(' .+ ')}`,
          'end',
        ]
      : []),
    ...(isByHand(e)
      ? [
          'isempty(memories) && append!(memories, map(zero, arrays))',
          'for (memory, array) in zip(memories, arrays)',
          ...(rules[e.optimizer] ?? []).map((line) => `    ${line}`),
          'end',
        ]
      : []),
  ];
}

function ruleOf(e: Experiment): string {
  const rate = number(e.learningRate);
  const [mu, epsilon] = [number(e.momentum), number(e.epsilon)];
  const adam = `${rate}, (${number(e.beta1)}, ${number(e.beta2)})`;
  const rules = {
    sgd: `Descent(${rate})`,
    momentum: `Momentum(${rate}, ${mu})`,
    nesterov: `Nesterov(${rate}, ${mu})`,
    adagrad: `Descent(${rate})`,
    rmsprop: `RMSProp(${rate}, ${number(e.rho)}, ${epsilon})`,
    adam: `Adam(${adam}, ${epsilon})`,
    adamw: `AdamW(${adam}, ${number(e.weightDecay)}, ${epsilon})`,
  } as const satisfies Record<OptimizerId, string>;
  return `Optimisers.${isByHand(e) ? rules.sgd : rules[e.optimizer]}`;
}

interface Dropped {
  /** The names of the masks. */
  readonly masks: readonly string[];
  /** Draws them, for a step. */
  readonly draws: readonly string[];
  /** `dropping(model, x, masks…)`. */
  readonly text: string;
}

/** Dropout by our own masks, which are drawn before a gradient is computed; null: no unit is dropped. */
function droppedOf({ experiment: e, network }: Script): Dropped | null {
  if (!hasDropout(e)) return null;
  const masks: string[] = [];
  const draws: string[] = [];
  const body = network.layers.flatMap(({ units, activation, dropout: p }, l) => {
    const answer = `x = model[${l + 1}](x)`;
    if (p === 0) return [answer];
    const { scale, shift, dropped } = dropoutMap(activation, p);
    const mask = `kept${l}`;
    masks.push(mask);
    draws.push(`${mask} = kept_units(taken, ${l}, ${units}, size(x, 2), ${p})`);
    const [a, b, c] = [scale, shift, dropped].map((value) => `Float32(${number(value)})`);
    return [answer, `x = ifelse.(${mask}, ${a} .* x .+ ${b}, ${c})`];
  });
  return {
    masks,
    draws,
    text: define(
      `dropping(model, x, ${masks.join(', ')})`,
      [
        ...body,
        `return ${e.outputActivation === 'softmax' && e.loss !== 'nll_of_softmax' ? 'softmax(x)' : 'x'}`,
      ],
      'The outputs while the network trains: inverted dropout, for SELU alpha dropout, with the masks of the browser.',
    ),
  };
}

/** Network, loss and training in Flux. */
export function fluxText(script: Script): string {
  const { experiment: e, network } = script;
  const isFused = e.loss === 'nll_of_softmax';
  const weighted = isWeighted(e);
  const own = weighted ? 'y, w' : 'y';
  const last = network.layers.length - 1;
  const layers = network.layers.map(({ inputs, units, activation }, l) => {
    const own = elsewhere[activation].flux;
    const parts = [
      `${inputs} => ${units}`,
      ...(own === null ? [] : [own.replaceAll('ω', number(e.omega))]),
    ];
    const isSoftmax = l === last && activation === 'softmax' && !isFused;
    return `    Dense(${parts.join(', ')}${e.bias ? '' : '; bias = false'}),${isSoftmax ? ' softmax,' : ''}`;
  });
  const changing = changingSettings(e).length > 0;
  const count = summands(script, weighted ? 'sum(w)' : 'size(y, 2)');
  const dropped = droppedOf(script);
  const outputsOf = (model: string) =>
    dropped === null ? `${model}(x)` : `dropping(${model}, x, ${dropped.masks.join(', ')})`;
  const batchLoss = `loss_from(${outputsOf('model')}, ${own})${count === null ? '' : ` * (${count})`}`;
  const isFresh = e.phases.some(({ order }) => order === 'fresh');
  const parts = ['X', 'Y', ...(weighted ? ['W'] : [])];
  const batch = isFresh ? parts.map((part) => part.toLowerCase()) : parts;
  const hasGelu = network.layers.some(({ activation }) => activation === 'gelu');
  return [
    '# --- Network and training',
    ...(hasGelu
      ? [
          'using SpecialFunctions: erf',
          '',
          "gelu(z) = z * (1 + erf(z / sqrt(2.0f0))) / 2  # Flux's own is an approximation",
          '',
        ]
      : []),
    'net = Chain(',
    ...layers,
    ')',
    'for (layer, (weights, biases)) in zip(net.layers, LAYERS)',
    '    layer.weight .= weights',
    ...(e.bias ? ['    layer.bias .= biases'] : []),
    'end',
    ...(isByHand(e) ? ['memories = Array{Float32}[]'] : []),
    `rule = ${ruleOf(e)}`,
    'state = Flux.setup(rule, net)',
    '',
    define(`loss_from(outputs, targets${weighted ? ', weights' : ''})`, lossLines(e)),
    ...(isCut(e.loss) ? ['', 'cut(share) = clamp(share, 1.0f-7, 1 - 1.0f-7)'] : []),
    '',
    ...(dropped === null ? [] : [dropped.text, '']),
    define(`train_step(x, ${own}, rate${changing ? ', time' : ''}${dropped ? ', taken' : ''})`, [
      ...(dropped?.draws ?? []),
      ...settingLines(e, 'time'),
      'Flux.adjust!(state, rate)',
      ...(count === null
        ? [`loss, gradients = Flux.withgradient(model -> ${batchLoss}, net)`]
        : [
            `loss = loss_from(${outputsOf('net')}, ${own})`,
            `gradients = Flux.gradient(model -> ${batchLoss}, net)`,
          ]),
      ...(changesGradients(e) ? gradientLines(e) : []),
      'Flux.update!(state, net, gradients[1])',
      'return loss',
    ]),
    '',
    define('train()', [
      'losses, held_losses, taken = Float64[], Float64[], 0',
      'for epoch in 1:EPOCHS',
      ...(isFresh ? [`    ${batch.join(', ')} = fresh(epoch)`] : []),
      '    total = 0.0',
      '    for rows in batches(epoch)',
      `        loss = train_step(${batch.map((part) => `${part}[:, rows]`).join(', ')}, rate(taken / STEPS)${changing ? ', taken / STEPS' : ''}${dropped ? ', taken' : ''})`,
      '        total += loss * length(rows)',
      '        taken += 1',
      '    end',
      `    push!(losses, total / ${e.dropLast ? '(STEPS * BATCH)' : 'ROWS'})`,
      `    push!(held_losses, loss_from(net(held_X), held_Y${weighted ? ', held_W' : ''}))`,
      ...(e.schedule === 'plateau' ? ['    look(epoch, held_losses[end])'] : []),
      '    if epoch <= 10 || mod(epoch, max(EPOCHS ÷ 20, 1)) == 0',
      '        expected = epoch <= length(EXPECTED) ? "  in the browser $(EXPECTED[epoch])" : ""',
      '        println("epoch $epoch: loss $(losses[end]), held out $(held_losses[end])$expected")',
      '    end',
      'end',
      'return losses, held_losses',
    ]),
    '',
    'losses, held_losses = train()',
  ].join('\n');
}
