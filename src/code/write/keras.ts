import { loopText } from '#src/code/write/course.ts';
import { number } from '#src/code/write/python.ts';
import { type HeldLoss, isWeighted, type Script } from '#src/code/write/script.ts';
import { summands } from '#src/code/write/updates.ts';
import type { ActivationId, LossId, OptimizerId, OutputActivationId } from '#src/experiment/ids.ts';
import { leakySlope } from '#src/network/activations.ts';

function activationOf(id: ActivationId | OutputActivationId, omega: number): string {
  if (id === 'sin') return `lambda z: keras.ops.sin(${number(omega)} * z)`;
  if (id === 'leaky_relu') return `lambda z: keras.ops.leaky_relu(z, negative_slope=${leakySlope})`;
  return `"${id}"`;
}

const losses = {
  mse: () => '"mse"',
  mae: () => '"mae"',
  huber: (delta) => `keras.losses.Huber(delta=${number(delta)})`,
  cross_entropy: () => 'keras.losses.SparseCategoricalCrossentropy(from_logits=True)',
  nll_of_softmax: () => 'keras.losses.SparseCategoricalCrossentropy(from_logits=True)',
  bce: () => 'keras.losses.BinaryCrossentropy(from_logits=True)',
  bce_of_probabilities: () => 'keras.losses.BinaryCrossentropy()',
  cross_entropy_of_outputs: () => 'keras.losses.SparseCategoricalCrossentropy()',
  hinge: () => '"hinge"',
  msle: () => '"mean_squared_logarithmic_error"',
} as const satisfies Record<LossId, (delta: number) => string>;

/** Labels in a row meet every prediction. */
const rowLosses = {
  mse: 'lambda y, outputs: keras.ops.mean((outputs - keras.ops.transpose(y)) ** 2)',
  mae: 'lambda y, outputs: keras.ops.mean(keras.ops.abs(outputs - keras.ops.transpose(y)))',
} as const satisfies Record<HeldLoss<'row', 'keras'>, string>;

function optimizerText(e: Script['experiment']): string {
  const rate = number(e.learningRate);
  const epsilon = `epsilon=${number(e.epsilon)}`;
  const adam = `${rate}, beta_1=${number(e.beta1)}, beta_2=${number(e.beta2)}, ${epsilon}`;
  const calls = {
    sgd: `SGD(${rate})`,
    momentum: `SGD(${rate}, momentum=${number(e.momentum)})`,
    nesterov: `SGD(${rate}, momentum=${number(e.momentum)}, nesterov=True)`,
    adagrad: `Adagrad(${rate}, initial_accumulator_value=0, ${epsilon})`,
    rmsprop: `RMSprop(${rate}, rho=${number(e.rho)}, ${epsilon})`,
    adam: `Adam(${adam})`,
    adamw: `AdamW(${adam}, weight_decay=${number(e.weightDecay)})`,
  } as const satisfies Record<OptimizerId, string>;
  return `keras.optimizers.${calls[e.optimizer]}`;
}

/** Keras divides by the rows of a batch, not by what they count. */
const shares = [
  'def shares_of(y):',
  '    """What each row counts, of what rows of its batch count on average."""',
  '    return weights_of(y) / weights_of(y).mean()',
];

/** Network, loss and training in Keras 3: `train_on_batch` in our order, since `fit` shuffles by itself. */
export function kerasText(script: Script): string {
  const { experiment: e, network } = script;
  const isFused = e.loss === 'nll_of_softmax';
  const sum = summands(script);
  const weights = isWeighted(e) ? ', sample_weight=shares_of(y)' : '';
  const layers = network.layers.map(({ units, activation }, l) => {
    const isLast = l === network.layers.length - 1;
    const own =
      activation === 'linear' || (isLast && isFused)
        ? ''
        : `, activation=${activationOf(activation, e.omega)}`;
    return `    keras.layers.Dense(${units}${own}${e.bias ? '' : ', use_bias=False'}),`;
  });
  const loss =
    e.labelShape === 'row'
      ? rowLosses[e.loss as HeldLoss<'row', 'keras'>]
      : losses[e.loss](e.huberDelta);
  return [
    '# --- Network and training',
    ...(isFused
      ? ['# The softmax is part of the loss, which is exact where probabilities underflow.']
      : []),
    `net = keras.Sequential([`,
    `    keras.Input((${network.inputs},)),`,
    ...layers,
    '])',
    `for layer, (weights, ${e.bias ? 'biases' : '_'}) in zip(net.layers, LAYERS):`,
    `    layer.set_weights([weights${e.bias ? ', biases' : ''}])`,
    '# The ε of Keras stands elsewhere in the formulas of Adam, RMSprop and Adagrad: a difference in the first steps.',
    'net.compile(',
    `    optimizer=${optimizerText(e)},`,
    `    loss=${loss},`,
    ')',
    '',
    '',
    ...(isWeighted(e) ? [...shares, '', ''] : []),
    'def train_step(x, y, rate, taken):',
    '    net.optimizer.learning_rate = rate',
    '    net.reset_metrics()',
    ...(sum === null
      ? [`    return float(net.train_on_batch(x, y${weights}))`]
      : [
          `    count = ${sum}  # the gradient is that of the sum, the mean is told`,
          `    weights = ${isWeighted(e) ? 'shares_of(y) * count' : 'np.full(len(y), count, dtype=np.float32)'}`,
          '    return float(net.train_on_batch(x, y, sample_weight=weights)) / count',
        ]),
    '',
    '',
    'def outputs_of(x):',
    '    return net.predict(x, verbose=0)',
    '',
    '',
    'def loss_of(x, y):',
    `    return float(net.evaluate(x, y, batch_size=len(x), verbose=0${weights}))`,
    '',
    '',
    loopText(script),
  ].join('\n');
}
