import { elsewhere } from '#src/code/elsewhere.ts';
import {
  changes,
  changingSettings,
  clippingLines,
  clippings,
  penalties,
  settingLines,
  settingName,
  settingText,
} from '#src/code/write/changes.ts';
import { loopText } from '#src/code/write/course.ts';
import { number } from '#src/code/write/python.ts';
import { isWeighted, type Script, takesShares } from '#src/code/write/script.ts';
import { summands } from '#src/code/write/updates.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { LossId, OptimizerId } from '#src/experiment/ids.ts';
import { classCount } from '#src/experiment/targets.ts';
import { dropoutMap } from '#src/network/dropout.ts';

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

function lossText(e: Experiment): string {
  // Keras's own takes numbers that are all 0 and 1 for −1 and +1.
  if (e.loss === 'hinge' && classCount(e) === null)
    return 'lambda y, outputs: keras.ops.mean(keras.ops.relu(1 - y * outputs), axis=-1)';
  const text = losses[e.loss](e.huberDelta);
  return takesShares(e) ? text.replace('Sparse', '') : text;
}

function rowLossText(e: Experiment): readonly string[] {
  return [
    'def row_loss(y, outputs):',
    '    """The mistake under study: labels in a row meet every prediction."""',
    '    rows = keras.ops.shape(outputs)[0]',
    '    both = keras.ops.transpose(y), outputs',
    '    pairs = [keras.ops.broadcast_to(part, (rows, rows)) for part in both]',
    `    own = keras.losses.get(${lossText(e)})`,
    `    return own(*pairs)${e.reduce === 'flux' ? ' * keras.ops.cast(rows, "float32")' : ''}`,
    '',
    '',
  ];
}

function optimizerText(e: Experiment): string {
  const rate = number(e.learningRate);
  const epsilon = `epsilon=${number(e.epsilon)}`;
  const adam = `${rate}, beta_1=${number(e.beta1)}, beta_2=${number(e.beta2)}, ${epsilon}`;
  const options = {
    sgd: rate,
    momentum: `${rate}, momentum=${number(e.momentum)}`,
    nesterov: `${rate}, momentum=${number(e.momentum)}, nesterov=True`,
    adagrad: `${rate}, initial_accumulator_value=0, ${epsilon}`,
    rmsprop: `${rate}, rho=${number(e.rho)}, ${epsilon}`,
    adam,
    adamw: `${adam}, weight_decay=${number(e.weightDecay)}`,
  } as const satisfies Record<OptimizerId, string>;
  return `${hasOwnSteps(e) ? 'Optimizer' : classOf(e)}(${options[e.optimizer]})`;
}

function classOf({ optimizer }: Experiment): string {
  const names = {
    sgd: 'SGD',
    momentum: 'SGD',
    nesterov: 'SGD',
    adagrad: 'Adagrad',
    rmsprop: 'RMSprop',
    adam: 'Adam',
    adamw: 'AdamW',
  } as const satisfies Record<OptimizerId, string>;
  return `keras.optimizers.${names[optimizer]}`;
}

/** Whether steps are taken by a class of our own. */
function hasOwnSteps(e: Experiment): boolean {
  return clippings(e).length > 0 || penalties(e).length > 0 || hasVelocities(e);
}

/** Keras clips penalties, too, and counts them in the loss: here they come after, and apart. */
function optimizerClass(e: Experiment): readonly string[] {
  const terms = penalties(e).map(
    (field) => `${settingText(e, field)} * ${field === 'l2' ? 'p' : 'keras.ops.sign(p)'}`,
  );
  const changed = [
    ...clippingLines(e, {
      value: (at) => [`gradients = [keras.ops.clip(g, -${at}, ${at}) for g in gradients]`],
      norm: (at) => [
        'norm = keras.ops.sqrt(sum(keras.ops.sum(g * g) for g in gradients))',
        `gradients = [g * keras.ops.minimum(1, ${at} / keras.ops.maximum(norm, 1e-30)) for g in gradients]`,
      ],
    }),
    ...(terms.length > 0
      ? [
          'pairs = zip(gradients, net.trainable_variables)  # weights, not biases',
          `gradients = [g + ${terms.join(' + ')} if len(p.shape) == 2 else g for g, p in pairs]`,
        ]
      : []),
  ];
  const methods = [
    ...(changed.length > 0
      ? [
          'def apply(self, gradients, trainable_variables=None):',
          ...[...changed, 'super().apply(gradients, trainable_variables)'].map(
            (line) => `    ${line}`,
          ),
        ]
      : []),
    ...(changed.length > 0 && hasVelocities(e) ? [''] : []),
    ...(hasVelocities(e) ? velocityStep(e) : []),
  ];
  return [
    `class Optimizer(${classOf(e)}):`,
    ...methods.map((line) => (line === '' ? '' : `    ${line}`)),
    '',
    '',
  ];
}

function velocityStep({ optimizer, momentum }: Experiment): readonly string[] {
  const mu = number(momentum);
  const step = optimizer === 'nesterov' ? `(gradient + ${mu} * velocity)` : 'velocity';
  return [
    'def update_step(self, gradient, variable, learning_rate):',
    '    """A velocity of Keras has the rates of its steps in it: this one has none."""',
    '    velocity = self.momentums[self._get_variable_index(variable)]',
    `    self.assign(velocity, ${mu} * velocity + gradient)`,
    `    self.assign_sub(variable, learning_rate * ${step})`,
  ];
}

const dropoutClass = [
  'class Dropout(keras.layers.Layer):',
  '    """Inverted dropout, for SELU alpha dropout, with the masks of the browser."""',
  '',
  '    step = 0',
  '',
  '    def __init__(self, index, p, scale, shift, dropped):',
  '        super().__init__()',
  '        self.index, self.p, self.map = index, p, (scale, shift, dropped)',
  '',
  '    def call(self, a, training=False):',
  '        if not training:',
  '            return a',
  '        kept = kept_units(Dropout.step, self.index, *a.shape, self.p)',
  '        kept = keras.ops.convert_to_tensor(kept.astype(np.float32))',
  '        scale, shift, dropped = self.map',
  '        return kept * (scale * a + shift) + (1 - kept) * dropped',
  '',
  '',
];

/** Network, loss and training in Keras 3: `train_on_batch` in our order, since `fit` shuffles by itself. */
export function kerasText(script: Script): string {
  const { experiment: e, network } = script;
  const isFused = e.loss === 'nll_of_softmax';
  const sum = summands(script);
  const weighted = isWeighted(e);
  // Keras divides by the rows of a batch, not by what they count.
  const weights = weighted ? ', sample_weight=w / w.mean()' : '';
  const rows = weighted ? 'x, y, w' : 'x, y';
  const hasDropout = network.layers.some(({ dropout }) => dropout > 0);
  // A compiled step would keep the first masks and settings.
  const isEager = hasDropout || changingSettings(e).length > 0;
  const layers = network.layers.flatMap(({ units, activation, dropout }, l) => {
    const isLast = l === network.layers.length - 1;
    const own =
      activation === 'linear' || (isLast && isFused)
        ? ''
        : `, activation=${elsewhere[activation].keras.replaceAll('ω', number(e.omega))}`;
    const dense = `    keras.layers.Dense(${units}${own}${e.bias ? '' : ', use_bias=False'}),`;
    if (dropout === 0) return [dense];
    const { scale, shift, dropped } = dropoutMap(activation, dropout);
    return [dense, `    Dropout(${[l, dropout, scale, shift, dropped].join(', ')}),`];
  });
  const isRow = e.labelShape === 'row';
  const changing = changingSettings(e).map(settingName);
  return [
    '# --- Network and training',
    ...(isFused
      ? ['# The softmax is part of the loss, which is exact where probabilities underflow.']
      : []),
    ...(isRow || hasOwnSteps(e) || hasDropout ? ['', ''] : []),
    ...(isRow ? rowLossText(e) : []),
    ...(hasOwnSteps(e) ? optimizerClass(e) : []),
    ...(hasDropout ? dropoutClass : []),
    `net = keras.Sequential([`,
    `    keras.Input((${network.inputs},)),`,
    ...layers,
    '])',
    ...(hasDropout
      ? ['dense = [layer for layer in net.layers if isinstance(layer, keras.layers.Dense)]']
      : []),
    `for layer, (weights, ${e.bias ? 'biases' : '_'}) in zip(${hasDropout ? 'dense' : 'net.layers'}, LAYERS):`,
    `    layer.set_weights([weights${e.bias ? ', biases' : ''}])`,
    '# The ε of Keras stands elsewhere in the formulas of Adam, RMSprop and Adagrad: a difference in the first steps.',
    'net.compile(',
    `    optimizer=${optimizerText(e)},`,
    `    loss=${isRow ? 'row_loss' : lossText(e)},`,
    ...(isEager ? ['    run_eagerly=True,'] : []),
    ')',
    '',
    '',
    `def train_step(${rows}, rate, taken):`,
    ...(hasDropout ? ['    Dropout.step = taken'] : []),
    ...(changing.length > 0 ? [`    global ${changing.join(', ')}`] : []),
    ...settingLines(e, 'taken / STEPS').map((line) => `    ${line}`),
    '    net.optimizer.learning_rate = rate',
    '    net.reset_metrics()',
    ...(sum === null
      ? [`    return float(net.train_on_batch(x, y${weights}))`]
      : [
          `    count = ${sum}  # the gradient is that of the sum, the mean is told`,
          `    weights = ${weighted ? 'w / w.mean() * count' : 'np.full(len(y), count, dtype=np.float32)'}`,
          '    return float(net.train_on_batch(x, y, sample_weight=weights)) / count',
        ]),
    '',
    '',
    'def outputs_of(x):',
    '    return net.predict(x, verbose=0)',
    '',
    '',
    `def loss_of(${rows}):`,
    `    return float(net.evaluate(x, y, batch_size=len(x), verbose=0${weights}))`,
    '',
    '',
    loopText(script),
  ].join('\n');
}

/** Whether the rate changes under a velocity. */
function hasVelocities(e: Experiment): boolean {
  const hasMomentum = e.optimizer === 'momentum' || e.optimizer === 'nesterov';
  return hasMomentum && (e.schedule !== 'constant' || changes(e, 'learningRate'));
}
