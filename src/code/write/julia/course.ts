import { changesLine } from '#src/code/write/changes.ts';
import { freshEpochs, type RateWords, rateLines } from '#src/code/write/course.ts';
import { define, number } from '#src/code/write/julia/text.ts';
import { isWeighted, type Script } from '#src/code/write/script.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import type { OrderId } from '#src/experiment/ids.ts';
import { phaseEnds, stepsPerEpoch } from '#src/experiment/steps.ts';

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
export function courseText({ experiment: e, evaluateEvery }: Script): string {
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
  const fresh = freshEpochs(e);
  const weighted = isWeighted(e);
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
              `${fresh.map((one) => `(${one})`).join(' || ')} || return (X, Y${weighted ? ', W' : ''})`,
              'x, y = points("fresh", ROWS, epoch)',
              `return encode(x), answers(y)${weighted ? ', weights_of(y)' : ''}`,
            ],
            'New points in some epochs, else those that there are.',
          ),
        ]
      : []),
    ...(e.schedule === 'plateau' ? plateauLines(e, evaluateEvery) : []),
    ...(e.changes.length > 0
      ? [
          '',
          changesLine(e),
          '',
          define(
            'setting(name, value, time)',
            [
              'for (epoch, changed, later) in CHANGES',
              '    changed == name && epoch <= time && (value = later)',
              'end',
              'return value',
            ],
            'A setting after so many epochs, from the value that it has first.',
          ),
        ]
      : []),
    '',
    define(
      'rate(time)',
      [...rateLines(e, inJulia), 'return Float32(share)'],
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

const inJulia: RateWords = {
  power: '^',
  math: '',
  choose: (test, yes, no) => `${test} ? ${yes} : ${no}`,
};
