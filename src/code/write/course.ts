import { changes, changesLine, settingAt } from '#src/code/write/changes.ts';
import { number } from '#src/code/write/python.ts';
import { isWeighted, type Script } from '#src/code/write/script.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { OrderId, ScheduleId } from '#src/experiment/ids.ts';
import { phaseEnds, stepsPerEpoch } from '#src/experiment/steps.ts';

const orders = {
  fixed: 'range(ROWS)',
  fresh: 'range(ROWS)',
  reshuffle: 'permutation(ROWS, stream(ORDER_SEED, "reshuffle", epoch))',
  shuffle_once: 'permutation(ROWS, stream(ORDER_SEED, "shuffle once"))',
  with_replacement: '[math.floor(ROWS * uniform()) for _ in range(ROWS)]',
  sorted: 'sorted(range(ROWS), key=lambda i: train_x[i])',
  by_class: 'sorted(range(ROWS), key=lambda i: train_y[i])',
} as const satisfies Record<OrderId, string>;

/** `batches(epoch)`, and `rate(time)`: orders of the rows, and learning rates. */
export function courseText({ experiment: e, evaluateEvery }: Script): string {
  const phases = phaseEnds(e);
  const order = phases.flatMap(({ order, until }, i) => {
    const text = orders[order];
    const own =
      order === 'with_replacement'
        ? ['uniform = stream(ORDER_SEED, "with replacement", epoch)', `rows = ${text}`]
        : [`rows = ${text}`];
    if (phases.length === 1) return own;
    const head =
      i === 0
        ? `if epoch <= ${until}:`
        : i < phases.length - 1
          ? `elif epoch <= ${until}:`
          : 'else:';
    return [head, ...own.map((line) => `    ${line}`)];
  });
  const fresh = freshEpochs(e);
  const weighted = isWeighted(e);
  return [
    '# --- Batches and learning rates',
    `STEPS = ${stepsPerEpoch(e)}  # of an epoch`,
    '',
    '',
    'def batches(epoch):',
    '    """The batches of an epoch, counted from 1, as lists of rows."""',
    ...order.map((line) => `    ${line}`),
    '    rows = list(rows)',
    '    return [rows[step * BATCH : (step + 1) * BATCH] for step in range(STEPS)]',
    '',
    '',
    ...(fresh.length > 0
      ? [
          'def fresh(epoch):',
          '    """New points in some epochs, else those that there are."""',
          `    if not (${fresh.join(' or ')}):`,
          `        return X, Y${weighted ? ', W' : ''}`,
          '    x, y = points("fresh", ROWS, epoch)',
          `    return encode(x), answers(y)${weighted ? ', weights_of(y)' : ''}`,
          '',
          '',
        ]
      : []),
    ...(e.schedule === 'plateau' ? plateauText(e, evaluateEvery) : []),
    ...(e.changes.length > 0
      ? [
          changesLine(e),
          '',
          '',
          'def setting(name, value, time):',
          '    """A setting after so many epochs, from the value that it has first."""',
          '    for epoch, changed, later in CHANGES:',
          '        if changed == name and epoch <= time:',
          '            value = later',
          '    return value',
          '',
          '',
        ]
      : []),
    'def rate(time):',
    '    """The learning rate after so many epochs, rounded to float32."""',
    ...rateLines(e, inPython).map((line) => `    ${line}`),
    '    return float(np.float32(share))',
  ].join('\n');
}

/** When an epoch has new points, phase by phase, as Python and Julia say it. */
export function freshEpochs(e: Experiment): readonly string[] {
  const phases = phaseEnds(e);
  return phases.flatMap(({ order, until }, i) =>
    order === 'fresh' ? [`${(phases[i - 1]?.until ?? 0) + 1} <= epoch <= ${until}`] : [],
  );
}

/** Reduce on plateau, as `network/schedules.ts` has it. */
function plateauText(e: Experiment, evaluateEvery: number): readonly string[] {
  return [
    `LOOK_EVERY = ${evaluateEvery}  # epochs between looks at the held-out loss`,
    'plateau = {"share": 1, "best": math.inf, "since": 0}',
    '',
    '',
    'def look(epoch, loss):',
    `    """Lowers the learning rate after ${e.scheduleEvery} epochs without an improvement."""`,
    '    if epoch > 1 and epoch % LOOK_EVERY > 0:',
    '        return',
    '    if loss < plateau["best"] * (1 - 1e-4):',
    '        plateau.update(best=loss, since=epoch)',
    `    elif epoch - plateau["since"] >= ${e.scheduleEvery}:`,
    `        share = max(${number(e.scheduleFloor)}, plateau["share"] * ${number(e.scheduleFactor)})`,
    '        plateau.update(share=share, since=epoch)',
    '',
    '',
  ];
}

/** How a language says what rates are made of. */
export interface RateWords {
  readonly power: string;
  /** Before the names of functions and constants. */
  readonly math: string;
  choose(test: string, yes: string, no: string): string;
}

const inPython: RateWords = {
  power: ' ** ',
  math: 'math.',
  choose: (test, yes, no) => `${yes} if ${test} else ${no}`,
};

/** Lines that make `share`, the learning rate after `time` epochs, as `network/schedules.ts` has it. */
export function rateLines(e: Experiment, { power, math, choose }: RateWords): readonly string[] {
  const isChanged = changes(e, 'learningRate');
  const base = isChanged ? 'base' : number(e.learningRate);
  const warmup = number(e.warmup * e.epochs);
  const factor = number(e.scheduleFactor);
  const cosine = (from: string, to: string, u: string) =>
    `${to} + (${from} - ${to}) * (1 + ${math}cos(${math}pi * ${u})) / 2`;
  const falling = cosine('1', number(e.scheduleFloor), `(time - ${warmup}) / (EPOCHS - ${warmup})`);
  const rising = {
    cosine: `time / ${warmup}`,
    one_cycle: cosine('1 / 25', '1', `time / ${warmup}`),
  };
  const after = (rise: string) => `(${choose(`time < ${warmup}`, rise, falling)})`;
  const shares = {
    constant: null,
    plateau: 'plateau["share"]',
    step: `${factor}${power}${math}floor(time / ${number(e.scheduleEvery)})`,
    exponential: `${factor}${power}time`,
    cosine: after(rising.cosine),
    one_cycle: after(rising.one_cycle),
  } as const satisfies Record<ScheduleId, string | null>;
  const share = shares[e.schedule];
  return [
    ...(isChanged ? [`base = ${settingAt(e, 'learningRate', 'time')}`] : []),
    `share = ${base}${share === null ? '' : ` * ${share}`}`,
  ];
}

/** The loop that all scripts share: `step(rows, rate)` answers the loss before it. */
export function loopText({ experiment: e }: Script): string {
  const isFresh = e.phases.some(({ order }) => order === 'fresh');
  const parts = ['X', 'Y', ...(isWeighted(e) ? ['W'] : [])];
  const batch = isFresh ? parts.map((part) => part.toLowerCase()) : parts;
  const loss = (set: string) => `loss_of(${parts.map((part) => `${set}${part}`).join(', ')})`;
  return [
    'losses, held_losses, taken = [], [], 0',
    'if WEIGHTS is not None:',
    `    print(f"trained weights: loss {${loss('')}:.8g}, held out {${loss('held_')}:.6g}")`,
    'for epoch in range(1, EPOCHS + 1):',
    ...(isFresh ? [`    ${batch.join(', ')} = fresh(epoch)`] : []),
    '    total = 0',
    '    for rows in batches(epoch):',
    `        total += train_step(${batch.map((part) => `${part}[rows]`).join(', ')}, rate(taken / STEPS), taken) * len(rows)`,
    '        taken += 1',
    `    losses.append(total / ${e.dropLast ? '(STEPS * BATCH)' : 'ROWS'})`,
    `    held_losses.append(${loss('held_')})`,
    ...(e.schedule === 'plateau' ? ['    look(epoch, held_losses[-1])'] : []),
    '    if epoch <= 10 or epoch % max(EPOCHS // 20, 1) == 0:',
    '        expected = f"  in the browser {EXPECTED[epoch - 1]:.8g}" if epoch <= len(EXPECTED) else ""',
    '        print(f"epoch {epoch}: loss {losses[-1]:.8g}, held out {held_losses[-1]:.6g}{expected}")',
  ].join('\n');
}
