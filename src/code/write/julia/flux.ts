import { define, number } from '#src/code/write/julia/text.ts';
import { type HeldLoss, isWeighted, type Script } from '#src/code/write/script.ts';
import { summands } from '#src/code/write/updates.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { ActivationId, OptimizerId, OutputActivationId } from '#src/experiment/ids.ts';

const activations = {
  linear: () => null,
  relu: () => 'relu',
  leaky_relu: () => 'leakyrelu',
  elu: () => 'elu',
  selu: () => 'selu',
  tanh: () => 'tanh',
  sigmoid: () => 'sigmoid',
  softplus: () => 'softplus',
  softsign: () => 'softsign',
  silu: () => 'swish',
  gelu: () => 'gelu',
  sin: (omega) => `(z -> sin(Float32(${number(omega)}) * z))`,
  softmax: () => null,
} as const satisfies Record<ActivationId | OutputActivationId, (omega: number) => string | null>;

function lossLines(e: Experiment): readonly string[] {
  const { loss, labelShape, reduce, huberDelta } = e;
  const own = isWeighted(e) ? '; agg = losses -> sum(weights .* losses) / sum(weights)' : '';
  const delta = `Float32(${number(huberDelta)})`;
  const isRow = labelShape === 'row';
  const ofErrors = (each: string): readonly string[] => [
    ...(isRow ? ['# The mistake under study: labels in a row meet every prediction.'] : []),
    `errors = outputs .- ${isRow ? 'permutedims(targets)' : 'targets'}`,
    isWeighted(e)
      ? `return sum(weights .* mean(${each}; dims = 1)) / sum(weights)`
      : isRow && reduce === 'flux'
        ? `return sum(${each}) / length(targets)`
        : `return mean(${each})`,
  ];
  const ofClasses = `return Flux.logitcrossentropy(outputs, targets${own})`;
  const losses = {
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
    bce: [`return Flux.logitbinarycrossentropy(outputs, targets${own})`],
  } as const satisfies Record<HeldLoss<'match', 'flux'>, readonly string[]>;
  const lines = losses[loss as HeldLoss<'match', 'flux'>];
  return isWeighted(e) ? ['weights = weights_of(targets)', ...lines] : lines;
}

function ruleOf(e: Experiment): string {
  const rate = number(e.learningRate);
  const [mu, epsilon] = [number(e.momentum), number(e.epsilon)];
  const adam = `${rate}, (${number(e.beta1)}, ${number(e.beta2)})`;
  const rules = {
    sgd: `Descent(${rate})`,
    momentum: `Momentum(${rate}, ${mu})`,
    nesterov: `Nesterov(${rate}, ${mu})`,
    adagrad: `AdaGrad(${rate}, ${epsilon})`,
    rmsprop: `RMSProp(${rate}, ${number(e.rho)}, ${epsilon})`,
    adam: `Adam(${adam}, ${epsilon})`,
    adamw: `AdamW(${adam}, ${number(e.weightDecay)}, ${epsilon})`,
  } as const satisfies Record<OptimizerId, string>;
  return `Optimisers.${rules[e.optimizer]}`;
}

/** Network, loss and training in Flux. */
export function fluxText(script: Script): string {
  const { experiment: e, network } = script;
  const isFused = e.loss === 'nll_of_softmax';
  const last = network.layers.length - 1;
  const layers = network.layers.map(({ inputs, units, activation }, l) => {
    const own = activations[activation](e.omega);
    const parts = [`${inputs} => ${units}`, ...(own === null ? [] : [own])];
    const isSoftmax = l === last && activation === 'softmax' && !isFused;
    return `    Dense(${parts.join(', ')}${e.bias ? '' : '; bias = false'}),${isSoftmax ? ' softmax,' : ''}`;
  });
  const penalties = [
    ...(e.l2 > 0 ? [[e.l2 / 2, 'abs2'] as const] : []),
    ...(e.l1 > 0 ? [[e.l1, 'abs'] as const] : []),
  ];
  const count = summands(script, isWeighted(e) ? 'sum(weights_of(y))' : 'size(y, 2)');
  const batchLoss = `loss_from(model(x), y)${count === null ? '' : ` * (${count})`}${penalties.length > 0 ? ' + penalty(model)' : ''}`;
  const isFresh = e.phases.some(({ order }) => order === 'fresh');
  const [inputs, targets] = isFresh ? ['x', 'y'] : ['X', 'Y'];
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
    `rule = ${ruleOf(e)}`,
    ...(e.clipping === 'value'
      ? [`rule = Optimisers.OptimiserChain(Optimisers.ClipGrad(${number(e.clipAt)}), rule)`]
      : []),
    'state = Flux.setup(rule, net)',
    '',
    define('loss_from(outputs, targets)', lossLines(e)),
    ...(penalties.length > 0
      ? [
          '',
          `penalty(model) = ${penalties.map(([share, of]) => penaltyText(share, of, network.layers.length)).join(' + ')}`,
        ]
      : []),
    '',
    define('train_step(x, y, rate)', [
      'Flux.adjust!(state, rate)',
      ...(batchLoss === 'loss_from(model(x), y)'
        ? [`loss, gradients = Flux.withgradient(model -> ${batchLoss}, net)`]
        : ['loss = loss_from(net(x), y)', `gradients = Flux.gradient(model -> ${batchLoss}, net)`]),
      'Flux.update!(state, net, gradients[1])',
      'return loss',
    ]),
    '',
    define('train()', [
      'losses, held_losses, taken = Float64[], Float64[], 0',
      'for epoch in 1:EPOCHS',
      ...(isFresh ? ['    x, y = fresh(epoch)'] : []),
      '    total = 0.0',
      '    for rows in batches(epoch)',
      `        loss = train_step(${inputs}[:, rows], ${targets}[:, rows], rate(taken / STEPS))`,
      '        total += loss * length(rows)',
      '        taken += 1',
      '    end',
      `    push!(losses, total / ${e.dropLast ? '(STEPS * BATCH)' : 'ROWS'})`,
      '    push!(held_losses, loss_from(net(held_X), held_Y))',
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

/** A share of a norm of all weights. */
function penaltyText(share: number, of: string, layers: number): string {
  const sums = Array.from({ length: layers }, (_, l) => `sum(${of}, model[${l + 1}].weight)`);
  return `Float32(${number(share)}) * (${sums.join(' + ')})`;
}
