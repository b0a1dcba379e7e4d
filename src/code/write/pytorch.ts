import { elsewhere } from '#src/code/elsewhere.ts';
import { clippingLines, penalties, settingLines, settingText } from '#src/code/write/changes.ts';
import { loopText } from '#src/code/write/course.ts';
import { number } from '#src/code/write/python.ts';
import { cutShare, isCut, isWeighted, type Script, takesShares } from '#src/code/write/script.ts';
import { summands, weightedLines } from '#src/code/write/updates.ts';
import type { ActivationId, LossId, OptimizerId, OutputActivationId } from '#src/experiment/ids.ts';
import { dropoutMap } from '#src/network/dropout.ts';

const losses = {
  mse: () => 'nn.functional.mse_loss(outputs, targets)',
  mae: () => 'nn.functional.l1_loss(outputs, targets)',
  huber: (delta) => `nn.functional.huber_loss(outputs, targets, delta=${number(delta)})`,
  cross_entropy: () => 'nn.functional.cross_entropy(outputs, targets)',
  nll_of_softmax: () => 'nn.functional.cross_entropy(outputs, targets)',
  bce: () => 'nn.functional.binary_cross_entropy_with_logits(outputs, targets)',
  bce_of_probabilities: () =>
    '-(targets * torch.log(cut(outputs)) + (1 - targets) * torch.log(cut(1 - outputs))).mean()',
  cross_entropy_of_outputs: () =>
    'nn.functional.nll_loss(torch.log(cut(outputs / outputs.sum(1, keepdim=True))), targets)',
  hinge: () => 'torch.relu(1 - targets * outputs).mean()',
  msle: () =>
    'nn.functional.mse_loss(torch.log1p(outputs.clip(min=1e-7)), torch.log1p(targets.clip(min=1e-7)))',
} as const satisfies Record<LossId, (delta: number) => string>;

function optimizerText({ experiment: e }: Script): string {
  const rate = `lr=${number(e.learningRate)}`;
  const epsilon = `eps=${number(e.epsilon)}`;
  const adam = `${rate}, betas=(${number(e.beta1)}, ${number(e.beta2)}), ${epsilon}`;
  const momentum = `${rate}, momentum=${number(e.momentum)}`;
  const options = {
    sgd: `SGD(net.parameters(), ${rate})`,
    momentum: `SGD(net.parameters(), ${momentum})`,
    nesterov: `SGD(net.parameters(), ${momentum}, nesterov=True)`,
    adagrad: `Adagrad(net.parameters(), ${rate}, ${epsilon})`,
    rmsprop: `RMSprop(net.parameters(), ${rate}, alpha=${number(e.rho)}, ${epsilon})`,
    adam: `Adam(net.parameters(), ${adam})`,
    adamw: `AdamW(net.parameters(), ${adam}, weight_decay=${number(e.weightDecay)})`,
  } as const satisfies Record<OptimizerId, string>;
  return `torch.optim.${options[e.optimizer]}`;
}

/** Network, loss and training in PyTorch. */
export function pytorchText(script: Script): string {
  const { experiment: e, network } = script;
  const isFused = e.loss === 'nll_of_softmax';
  const sum = summands(script);
  const weighted = isWeighted(e);
  const weights = weighted ? ', torch.from_numpy(w)' : '';
  const rows = weighted ? 'x, y, w' : 'x, y';
  const layers = network.layers.flatMap((layer, l) => {
    const isLast = l === network.layers.length - 1;
    const activation = isLast && isFused ? null : elsewhere[layer.activation].pytorch;
    return [
      `nn.Linear(${layer.inputs}, ${layer.units}${e.bias ? '' : ', bias=False'}),${activation === null ? '' : ` ${activation},`}`,
      ...(layer.dropout > 0 ? [dropoutModule(l, layer.activation, layer.dropout)] : []),
    ];
  });
  const hasSine = network.layers.some(({ activation }) => activation === 'sin');
  const hasDropout = network.layers.some(({ dropout }) => dropout > 0);
  return [
    '# --- Network and training',
    ...(hasSine ? ['', ...sine(e.omega), ''] : []),
    ...(hasDropout ? ['', ...dropout, ''] : []),
    'net = nn.Sequential(',
    ...layers.map((line) => `    ${line}`),
    ')',
    'linear = [module for module in net if isinstance(module, nn.Linear)]',
    'with torch.no_grad():',
    `    for module, (weights, ${e.bias ? 'biases' : '_'}) in zip(linear, LAYERS):`,
    '        module.weight.copy_(torch.from_numpy(weights.T))',
    ...(e.bias ? ['        module.bias.copy_(torch.from_numpy(biases))'] : []),
    `optimizer = ${optimizerText(script)}`,
    '',
    '',
    ...(isCut(e.loss) ? [...cutShare('share.clip(1e-7, 1 - 1e-7)'), '', ''] : []),
    `def loss_from(outputs, targets${weighted ? ', weights' : ''}):`,
    ...lossLines(script).map((line) => `    ${line}`),
    '',
    '',
    `def train_step(${rows}, rate, taken):`,
    ...(hasDropout ? ['    Dropout.step = taken'] : []),
    '    for group in optimizer.param_groups:',
    '        group["lr"] = rate',
    '    optimizer.zero_grad()',
    `    loss = loss_from(net(torch.from_numpy(x)), torch.from_numpy(y)${weights})`,
    sum === null
      ? '    loss.backward()'
      : `    (loss * (${sum})).backward()  # of the sum, where the mean is told`,
    ...[
      ...settingLines(e, 'taken / STEPS'),
      ...clippingLines(e, {
        value: (at) => [`nn.utils.clip_grad_value_(net.parameters(), ${at})`],
        norm: (at) => [`nn.utils.clip_grad_norm_(net.parameters(), ${at})`],
      }),
      ...penaltyLines(e),
    ].map((line) => `    ${line}`),
    '    optimizer.step()',
    '    return loss.item()',
    '',
    '',
    'def outputs_of(x):',
    '    net.eval()',
    '    with torch.no_grad():',
    '        outputs = net(torch.from_numpy(x)).numpy()',
    '    net.train()',
    '    return outputs',
    '',
    '',
    `def loss_of(${rows}):`,
    `    return loss_from(torch.from_numpy(outputs_of(x)), torch.from_numpy(y)${weights}).item()`,
    '',
    '',
    loopText(script),
    'if WEIGHTS is not None:',
    '    torch.save(net.state_dict(), WEIGHTS.replace(".npz", ".pt"))',
  ].join('\n');
}

function lossLines({ experiment: e }: Script): readonly string[] {
  const text =
    e.loss === 'cross_entropy_of_outputs' && takesShares(e)
      ? '-(targets * torch.log(cut(outputs / outputs.sum(1, keepdim=True)))).sum(1).mean()'
      : losses[e.loss](e.huberDelta);
  const own = `return ${text}`;
  const note =
    e.loss === 'nll_of_softmax'
      ? ['# The softmax is part of this loss, which is exact where probabilities underflow.']
      : [];
  if (isWeighted(e))
    return weightedLines([
      ...note,
      own.replace(/^(return nn\.functional.*)\)$/, '$1, reduction="none").mean()'),
    ]);
  if (e.labelShape === 'match') return [...note, own];
  return [
    '# The mistake under study: labels in a row meet every prediction.',
    'rows = len(outputs)',
    'outputs, targets = outputs.expand(-1, rows), targets.T.expand(rows, -1)',
    e.reduce === 'flux' ? `${own} * rows` : own,
  ];
}

function penaltyLines(e: Script['experiment']): readonly string[] {
  const terms = penalties(e).map(
    (field) =>
      `${settingText(e, field)} * module.weight.detach()${field === 'l1' ? '.sign()' : ''}`,
  );
  return terms.length === 0
    ? []
    : ['for module in linear:', `    module.weight.grad += ${terms.join(' + ')}`];
}

const sine = (omega: number) => [
  'class Sine(nn.Module):',
  '    def forward(self, z):',
  `        return torch.sin(${number(omega)} * z)`,
  '',
];

const dropout = [
  'class Dropout(nn.Module):',
  '    """Inverted dropout, for SELU alpha dropout, with the masks of the browser."""',
  '',
  '    step = 0',
  '',
  '    def __init__(self, layer, p, scale, shift, dropped):',
  '        super().__init__()',
  '        self.layer, self.p, self.scale, self.shift, self.dropped = layer, p, scale, shift, dropped',
  '',
  '    def forward(self, a):',
  '        if not self.training:',
  '            return a',
  '        kept = torch.from_numpy(kept_units(Dropout.step, self.layer, *a.shape, self.p))',
  '        return torch.where(kept, self.scale * a + self.shift, torch.tensor(self.dropped))',
  '',
];

function dropoutModule(
  layer: number,
  activation: ActivationId | OutputActivationId,
  p: number,
): string {
  const { scale, shift, dropped } = dropoutMap(activation, p);
  return `Dropout(${[layer, p, scale, shift, Number.isInteger(dropped) ? `${dropped}.0` : dropped].join(', ')}),`;
}
