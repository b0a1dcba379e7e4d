import { isWide } from '#src/code/write/data.ts';
import { juliaData } from '#src/code/write/julia/data.ts';
import { define, number } from '#src/code/write/julia/text.ts';
import { type HeldLoss, oneLine, type Script } from '#src/code/write/script.ts';
import { summands } from '#src/code/write/updates.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type {
  ActivationId,
  InitialiserId,
  OptimizerId,
  OrderId,
  OutputActivationId,
} from '#src/experiment/ids.ts';
import { phaseEnds, stepsPerEpoch } from '#src/experiment/steps.ts';
import { classCount, taskOf } from '#src/experiment/targets.ts';
import { kerasRange } from '#src/network/initialisers.ts';

/** The parts of a script for Flux, in Julia. */
export async function fluxParts(script: Script): Promise<readonly string[]> {
  return [
    headText(script),
    randomText,
    await juliaData(script),
    parametersText(script),
    courseText(script),
    trainingText(script),
    chartText(script),
  ];
}

function headText({ experiment: e, title, link, losses }: Script): string {
  const stops = e.targetLoss !== null || e.patience > 0;
  const seeds = [e.dataSeed, e.initSeed, e.orderSeed].map((seed) => seed ?? e.seed);
  return [
    `# ${oneLine(title)}`,
    '#',
    '# The same data, initial parameters and batch orders as in the browser; the losses agree until rounding has grown: to',
    '# 1e-5 for some twenty epochs, less in long or unstable runs. Needs Flux, Optimisers and Plots.',
    ...(stops ? ['# The rules that end a run early are left out.'] : []),
    ...(link === null ? [] : ['#', `# ${oneLine(link)}`]),
    '',
    'using Flux',
    'import Optimisers',
    'using Statistics: mean',
    '',
    `DATA_SEED, INIT_SEED, ORDER_SEED = ${seeds.join(', ')}`,
    `ROWS, HELD_OUT, BATCH, EPOCHS = ${e.trainCount}, ${e.heldOutCount}, ${e.batchSize}, ${e.epochs}`,
    `EXPECTED = Float64[${losses.map(number).join(', ')}]  # the running loss of the first epochs in the browser`,
  ].join('\n');
}

/** Our streams of random numbers: `lib/random.ts` and `lib/mix32.ts` in Julia. */
const randomText = `# --- Random numbers: one stream for each purpose, seed and index

function mix32(h)
    h = (h ⊻ (h >> 16)) * 0x7feb352d
    h = (h ⊻ (h >> 15)) * 0x846ca68b
    return h ⊻ (h >> 16)
end

"""Uniform numbers in [0, 1) with 53 bits, by xoroshiro128+."""
function stream(seed, purpose, index = 0)
    h = mix32(UInt32(seed))
    for letter in purpose
        h = mix32(h + UInt32(letter))
    end
    h = mix32(h + UInt32(index))
    a, b = 0xffffffff00000000 | UInt64(~h), UInt64(h) << 32
    function next32()
        out = (a + b) & 0xffffffff
        b = b ⊻ a
        a = ((a << 24) | (a >> 40)) ⊻ b ⊻ (b << 16)
        b = (b << 37) | (b >> 27)
        return out
    end
    return () -> ((next32() >> 5) * 2^26 + (next32() >> 6)) / 2^53
end

"""Normal numbers by the polar method, two at a time."""
function normals(uniform, deviation)
    kept = Tuple{Float64,Float64}[]
    function draw()
        if isempty(kept)
            x, y, r = 0.0, 0.0, 2.0
            while r == 0 || r > 1
                x, y = uniform() * 2 - 1, uniform() * 2 - 1
                r = x * x + y * y
            end
            push!(kept, (x, r))
        else
            y, r = pop!(kept)
        end
        return deviation * y * sqrt(-2 * log(r) / r)
    end
    return draw
end

"""1 to \`count\` in random order."""
function permutation(count, uniform)
    order = collect(1:count)
    for i in count-1:-1:1
        j = floor(Int, uniform() * (i + 1))
        order[i+1], order[j+1] = order[j+1], order[i+1]
    end
    return order
end`;

/** How a weight of a layer is drawn: evenly within ±bound, of weights and biases alike, normally, or not at all. */
function drawsOf(e: Experiment): Partial<Record<'bound' | 'one' | 'deviation' | 'value', string>> {
  const [low, high] = e.initialRange ?? kerasRange;
  const scale = number(e.initialScale);
  const table = {
    pytorch_linear: { bound: '1 / sqrt(inputs)' },
    glorot_uniform: { bound: 'sqrt(6 / (inputs + units))' },
    glorot_normal: { deviation: 'sqrt(2 / (inputs + units))' },
    he_uniform: { bound: 'sqrt(6 / inputs)' },
    he_normal: { deviation: 'sqrt(2 / inputs)' },
    lecun_uniform: { bound: 'sqrt(3 / inputs)' },
    lecun_normal: { deviation: 'sqrt(1 / inputs)' },
    siren: { bound: `index == 0 ? 1 / inputs : sqrt(6 / inputs) / ${number(e.omega)}` },
    normal: { deviation: scale },
    uniform: { one: `${number(low)} + ${number(high - low)} * uniform()` },
    zeros: { value: '0' },
    constant: { value: scale },
  } as const satisfies Record<InitialiserId, object>;
  return table[e.initialiser];
}

/** Draws the initial parameters: `LAYERS`, a list of (weights [units, inputs], biases [units]). */
function parametersText({ experiment: e, network }: Script): string {
  const { bound, one, deviation, value } = drawsOf(e);
  const hasBiases = e.initialiser === 'pytorch_linear' || e.initialiser === 'siren';
  const stream = (name: string) => `uniform = stream(INIT_SEED, "initial ${name}", index)`;
  const even = 'bound * (2 * uniform() - 1)';
  const weights =
    value !== undefined
      ? [`weights = fill(${value}, inputs * units)`]
      : [
          stream('weights'),
          ...(bound === undefined ? [] : [`bound = ${bound}`]),
          ...(deviation === undefined ? [] : [`normal = normals(uniform, ${deviation})`]),
          `weights = [${one ?? (bound === undefined ? 'normal()' : even)} for _ in 1:inputs*units]`,
        ];
  const biases =
    e.bias && (one !== undefined || hasBiases)
      ? [
          stream('biases'),
          ...(one === undefined ? ['bound = 1 / sqrt(inputs)'] : []),
          `biases = [${one ?? even} for _ in 1:units]`,
        ]
      : ['biases = zeros(units)'];
  return [
    '# --- Initial parameters',
    `WIDTHS = [${[network.inputs, ...network.layers.map(({ units }) => units)].join(', ')}]`,
    '',
    define(
      'initial(index, inputs, units)',
      [...weights, ...biases, 'return Float32.(reshape(weights, units, inputs)), Float32.(biases)'],
      'Weights [units, inputs] and biases of one layer.',
    ),
    '',
    'LAYERS = [initial(i - 1, WIDTHS[i], WIDTHS[i+1]) for i in 1:length(WIDTHS)-1]',
  ].join('\n');
}

const orders = {
  fixed: '1:ROWS',
  fresh: '1:ROWS',
  reshuffle: 'permutation(ROWS, stream(ORDER_SEED, "reshuffle", epoch))',
  shuffle_once: 'permutation(ROWS, stream(ORDER_SEED, "shuffle once"))',
  with_replacement: 'drawn(stream(ORDER_SEED, "with replacement", epoch))',
  sorted: 'sortperm(train_x; alg = MergeSort)',
  by_class: 'sortperm(train_y; alg = MergeSort)',
} as const satisfies Record<OrderId, string>;

/** `batches(epoch)`, and `rate(time)`: orders of the rows, and learning rates. */
function courseText({ experiment: e, evaluateEvery }: Script): string {
  const phases = phaseEnds(e);
  const order =
    phases.length === 1
      ? [`rows = ${orders[phases[0]?.order ?? 'fixed']}`]
      : [
          ...phases.flatMap(({ order, until }, i) => [
            i === 0
              ? `if epoch <= ${until}`
              : i < phases.length - 1
                ? `elseif epoch <= ${until}`
                : 'else',
            `    rows = ${orders[order]}`,
          ]),
          'end',
        ];
  const fresh = phases.flatMap(({ order, until }, i) =>
    order === 'fresh'
      ? [`${i === 0 ? 1 : (phases[i - 1]?.until ?? 0) + 1} <= epoch <= ${until}`]
      : [],
  );
  return [
    '# --- Batches and learning rates',
    `STEPS = ${stepsPerEpoch(e)}  # of an epoch`,
    ...(phases.some((phase) => phase.order === 'with_replacement')
      ? ['', 'drawn(uniform) = [floor(Int, ROWS * uniform()) + 1 for _ in 1:ROWS]']
      : []),
    '',
    define(
      'batches(epoch)',
      [...order, 'return [rows[(step-1)*BATCH+1:min(step * BATCH, ROWS)] for step in 1:STEPS]'],
      'The batches of an epoch, as lists of rows.',
    ),
    ...(fresh.length > 0
      ? [
          '',
          define(
            'fresh(epoch)',
            [
              `${fresh.map((one) => `(${one})`).join(' || ')} || return (X, Y)`,
              'x, y = points("fresh", ROWS, epoch)',
              'return encode(x), answers(y)',
            ],
            'New points in some epochs, else those that there are.',
          ),
        ]
      : []),
    ...(e.schedule === 'plateau' ? plateauLines(e, evaluateEvery) : []),
    '',
    define(
      'rate(time)',
      [...rateLines(e), 'return Float32(share)'],
      'The learning rate after so many epochs.',
    ),
  ].join('\n');
}

/** Reduce on plateau, as `network/schedules.ts` has it. */
function plateauLines(e: Experiment, evaluateEvery: number): readonly string[] {
  return [
    '',
    `LOOK_EVERY = ${evaluateEvery}  # epochs between looks at the held-out loss`,
    'plateau = Dict("share" => 1.0, "best" => Inf, "since" => 0.0)',
    '',
    define(
      'look(epoch, loss)',
      [
        'epoch > 1 && mod(epoch, LOOK_EVERY) > 0 && return',
        'if loss < plateau["best"] * (1 - 1e-4)',
        '    plateau["best"], plateau["since"] = loss, epoch',
        `elseif epoch - plateau["since"] >= ${e.scheduleEvery}`,
        `    plateau["share"] = max(${number(e.scheduleFloor)}, plateau["share"] * ${number(e.scheduleFactor)})`,
        '    plateau["since"] = epoch',
        'end',
      ],
      `Lowers the learning rate after ${e.scheduleEvery} epochs without an improvement.`,
    ),
  ];
}

function rateLines(e: Experiment): readonly string[] {
  const base = number(e.learningRate);
  const warmup = number(e.warmup * e.epochs);
  const factor = number(e.scheduleFactor);
  const cosine = (from: string, to: string, u: string) =>
    `${to} + (${from} - ${to}) * (1 + cos(pi * ${u})) / 2`;
  const falling = cosine('1', number(e.scheduleFloor), `(time - ${warmup}) / (EPOCHS - ${warmup})`);
  const shares = {
    constant: [`share = ${base}`],
    plateau: [`share = ${base} * plateau["share"]`],
    step: [`share = ${base} * ${factor}^floor(time / ${number(e.scheduleEvery)})`],
    exponential: [`share = ${base} * ${factor}^time`],
    cosine: [`share = ${base} * (time < ${warmup} ? time / ${warmup} : ${falling})`],
    one_cycle: [
      `share = ${base} * (time < ${warmup} ? ${cosine('1 / 25', '1', `time / ${warmup}`)} : ${falling})`,
    ],
  } as const;
  return shares[e.schedule];
}

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

function lossLines({ loss, labelShape, reduce, huberDelta }: Experiment): readonly string[] {
  const delta = `Float32(${number(huberDelta)})`;
  const isRow = labelShape === 'row';
  const ofErrors = (own: string): readonly string[] => [
    ...(isRow ? ['# The mistake under study: labels in a row meet every prediction.'] : []),
    `errors = outputs .- ${isRow ? 'permutedims(targets)' : 'targets'}`,
    isRow && reduce === 'flux' ? `return sum(${own}) / length(targets)` : `return mean(${own})`,
  ];
  const ofClasses = 'return Flux.logitcrossentropy(outputs, targets)';
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
    bce: ['return Flux.logitbinarycrossentropy(outputs, targets)'],
  } as const satisfies Record<HeldLoss<'match', 'flux'>, readonly string[]>;
  return losses[loss as HeldLoss<'match', 'flux'>];
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

function trainingText(script: Script): string {
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
  const count = summands(script)?.replace('len(y)', 'size(y, 2)').replace('**', '^');
  const batchLoss = `loss_from(model(x), y)${count === undefined ? '' : ` * (${count})`}${penalties.length > 0 ? ' + penalty(model)' : ''}`;
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

/** The loss of each epoch, and what was learnt, with Plots. */
function chartText({ experiment: e }: Script): string {
  const { inputs } = taskOf(e);
  const scales = 'getindex.(target_scalings, 2)';
  const offsets = 'getindex.(target_scalings, 1)';
  const scaled = e.targetScaling === 'none' ? '' : ` .* ${scales} .+ ${offsets}`;
  const answer =
    classCount(e) === null
      ? isWide(e)
        ? `permutedims(net(encode(x))${scaled})`
        : `vec(net(encode(x))${scaled})`
      : e.loss === 'bce'
        ? `Int.(vec(net(encode(x))) .> ${e.outputActivation === 'sigmoid' ? '0.5' : '0'})`
        : '[argmax(column) - 1 for column in eachcol(net(encode(x)))]';
  const learnt =
    inputs.length === 1
      ? [
          'line = range(DOMAINS[1]...; length = 500)',
          'learnt = scatter(first.(train_x), train_y; label = "", alpha = 0.3)',
          'plot!(learnt, line, answer([[x] for x in line]); label = "")',
        ]
      : inputs.length === 2 && !isWide(e)
        ? [
            'side0, side1 = [range(domain...; length = 100) for domain in DOMAINS]',
            'plane = reshape(answer([[x0, x1] for x1 in side1 for x0 in side0]), 100, 100)',
            'learnt = heatmap(side0, side1, permutedims(plane); alpha = 0.6)',
            'scatter!(learnt, first.(train_x), last.(train_x); zcolor = train_y, label = "", markersize = 2)',
          ]
        : [
            `actual = ${isWide(e) ? 'permutedims(stack(held_y))' : 'held_y'}`,
            'learnt = scatter(actual, answer(held_x); label = "", alpha = 0.3, xlabel = "actual", ylabel = "predicted")',
          ];
  return [
    '# --- Charts',
    'using Plots',
    '',
    `"""The answer of the network at points, in the units of the data."""\nanswer(x) = ${answer}`,
    '',
    'curves = plot(losses; yscale = :log10, label = "running loss", xlabel = "epoch")',
    'plot!(curves, held_losses; label = "held-out loss")',
    ...learnt,
    'display(plot(curves, learnt; layout = (1, 2), size = (1100, 400)))',
  ].join('\n');
}
