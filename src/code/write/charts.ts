import { isWide } from '#src/code/write/data.ts';
import type { Script } from '#src/code/write/script.ts';
import { classCount, taskOf } from '#src/experiment/targets.ts';
import { headOf } from '#src/network/of-experiment.ts';
import { lastClassOf, middleOf } from '#src/network/probabilities.ts';

/** The loss of each epoch, and what was learnt, with matplotlib. */
export function chartText({ experiment: e }: Script): string {
  const classes = classCount(e);
  const { inputs } = taskOf(e);
  const head = headOf(e);
  const answer =
    classes === null
      ? [
          `return outputs_of(encode(x))${isWide(e) ? '' : '[:, 0]'}${e.targetScaling === 'none' ? '' : isWide(e) ? ' * [scale for _, scale in target_scalings] + [offset for offset, _ in target_scalings]' : ' * target_scalings[0][1] + target_scalings[0][0]'}`,
        ]
      : head?.outputs === 1
        ? [
            lastClassOf(head) === 1
              ? `return (outputs_of(encode(x))[:, 0] > ${middleOf(head)}).astype(int)`
              : 'return np.clip(np.ceil(outputs_of(encode(x))[:, 0] - 0.5), 0, CLASSES - 1).astype(int)',
          ]
        : ['return outputs_of(encode(x)).argmax(axis=1)'];
  const learnt =
    inputs.length === 1
      ? [
          'line = [[value] for value in np.linspace(*DOMAINS[0], 500)]',
          'right.plot([x for x, in train_x], train_y, ".", alpha=0.3)',
          'right.plot([x for x, in line], answer(line))',
        ]
      : inputs.length === 2 && !isWide(e)
        ? [
            'side0, side1 = [np.linspace(*domain, 100) for domain in DOMAINS]',
            'plane = answer([[x0, x1] for x1 in side1 for x0 in side0]).reshape(100, 100)',
            'right.imshow(plane, origin="lower", extent=(*DOMAINS[0], *DOMAINS[1]), aspect="auto", alpha=0.6)',
            'right.scatter(*zip(*train_x), c=train_y, s=4)',
          ]
        : [
            'right.plot(held_y, answer(held_x), ".", alpha=0.3)',
            'right.set(xlabel="actual", ylabel="predicted")',
          ];
  return [
    '# --- Charts',
    'import matplotlib.pyplot as plt',
    '',
    '',
    'def answer(x):',
    '    """The answer of the network at points, in the units of the data."""',
    ...answer.map((line) => `    ${line}`),
    '',
    '',
    'figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4))',
    'left.semilogy(losses, label="running loss")',
    'left.semilogy(held_losses, label="held-out loss")',
    'left.set(xlabel="epoch")',
    'left.legend()',
    ...learnt,
    'plt.show()',
  ].join('\n');
}
