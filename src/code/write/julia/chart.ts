import { isWide } from '#src/code/write/data.ts';
import type { Script } from '#src/code/write/script.ts';
import { classCount, taskOf } from '#src/experiment/targets.ts';
import { headOf } from '#src/network/of-experiment.ts';
import { lastClassOf, middleOf } from '#src/network/probabilities.ts';

/** The loss of each epoch, and what was learnt, with Plots. */
export function chartText({ experiment: e }: Script): string {
  const classes = classCount(e);
  const { inputs } = taskOf(e);
  const head = headOf(e);
  /** Several answers are columns, each a series. */
  const rows = (answers: string) => (isWide(e) ? `permutedims(stack(${answers}))` : answers);
  const scales = 'getindex.(target_scalings, 2)';
  const offsets = 'getindex.(target_scalings, 1)';
  const scaled = e.targetScaling === 'none' ? '' : ` .* ${scales} .+ ${offsets}`;
  const answer =
    classes === null
      ? isWide(e)
        ? `permutedims(net(encode(x))${scaled})`
        : `vec(net(encode(x))${scaled})`
      : head?.outputs === 1
        ? lastClassOf(head) === 1
          ? `Int.(vec(net(encode(x))) .> ${middleOf(head)})`
          : 'clamp.(ceil.(Int, vec(net(encode(x))) .- 0.5), 0, CLASSES - 1)'
        : '[argmax(column) - 1 for column in eachcol(net(encode(x)))]';
  const learnt =
    inputs.length === 1
      ? [
          'line = range(DOMAINS[1]...; length = 500)',
          `learnt = scatter(first.(train_x), ${rows('train_y')}; label = "", alpha = 0.3)`,
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
            `learnt = scatter(${rows('held_y')}, answer(held_x); label = "", alpha = 0.3, xlabel = "actual", ylabel = "predicted")`,
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
