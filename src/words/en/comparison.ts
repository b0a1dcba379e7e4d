import type { Texts } from '#src/lib/message.ts';
import { figures } from '#src/studies/comparison.ts';
import type { Criterion } from '#src/studies/seed-statistics.ts';
import type { ComparisonValues, SuccessValues } from '#src/studies/statements.ts';
import { formatNumber } from '#words/base/numbers.ts';
import { counted, plural } from '#words/forms.ts';
import { besideText } from '#words/metrics.ts';

const seeds = (count: number): string => counted(count, 'seed');
const figure = (value: number): string => formatNumber(value, figures);
const test = (p: number): string => `exact paired test, p = ${formatNumber(p, 2)}`;
const interval = (low: number, high: number): string =>
  `95 % interval ${figure(low)} to ${figure(high)}`;

/** What seeds say of two groups. */
export const comparisonTexts: Texts<ComparisonValues> = {
  no_shared_seed: ({ a, b }) => `${a} and ${b} share no seed, so nothing can be compared.`,
  neither_succeeds: () => 'No seed succeeds with either.',
  same_seeds_succeed: (v) => `The same ${v.successes} of ${seeds(v.seeds)} succeed with both.`,
  every_seed_succeeds: (v) =>
    plural(v.seeds, {
      one: 'The seed succeeds with both.',
      other: `All ${seeds(v.seeds)} succeed with both.`,
    }),
  successes_open: (v) =>
    `${v.inA} of ${seeds(v.seeds)} succeed with ${v.a} and ${v.inB} with ${v.b}, which may be chance (${test(v.p)}).`,
  more_succeed: (v) =>
    `${v.better} succeeds more often: with ${v.most} of ${seeds(v.seeds)}, ${v.worse} with ${v.least} (${test(v.p)}).`,
  same_medians: ({ a, b, median }) =>
    `No difference of the medians is shown between ${a} and ${b}: both are ${figure(median)}.`,
  near: (v) => `At the median: ${v.a} ${besideText(v.besideA)}; ${v.b} ${besideText(v.besideB)}.`,
  lower_counts: (v) => `${v.a} is lower in ${v.inA} and ${v.b} in ${v.inB} of ${seeds(v.seeds)}.`,
  few_seeds: (v) =>
    `${seeds(v.seeds)} ${plural(v.seeds, { one: 'is', other: 'are' })} too few for a verdict on medians.`,
  no_ratio: ({ a, b, medianA, medianB }) =>
    `The medians of ${a} (${figure(medianA)}) and ${b} (${figure(medianB)}) have no ratio.`,
  ratio_varies: () => 'The ratio of the medians varies too much for an interval.',
  ratio_so_far: ({ better, factor }) =>
    `So far, ${better} is ${figure(factor)}× lower at the median.`,
  ratio_open: ({ a, b, better, factor, low, high }) =>
    `No difference of the medians is shown between ${a} and ${b}: ${better} is ${figure(factor)}× lower, ${interval(low, high)}.`,
  ratio_clear: ({ better, worse, factor, low, high }) =>
    `${better} is ${figure(factor)}× lower than ${worse} at the median, ${interval(low, high)}.`,
  lower_in: ({ better, wins, seeds: of }) => `${better} is lower in ${wins} of ${seeds(of)}.`,
  diverged: (v) => `${v.diverged} of ${seeds(v.seeds)} diverged with ${v.name}.`,
};

/** What the seeds of one experiment came to. @param criterion that a success ends with: "held-out accuracy over 0.95" */
export const successTexts = (criterion: string): Texts<SuccessValues> => ({
  succeed: (v) =>
    `${v.successes} of ${seeds(v.seeds)} ${plural(v.seeds, { one: 'ends', other: 'end' })} with a ${criterion}.`,
  stuck: ({ count }) =>
    `${seeds(count)} ${plural(count, { one: 'is', other: 'are' })} stuck at guessing.`,
  diverge: ({ count }) => `${seeds(count)} diverged.`,
});

/** What counts as a success: "training loss under 0.989". */
export const criterionTexts = {
  under: (metric: string, value: string) => `${metric} under ${value}`,
  over: (metric: string, value: string) => `${metric} over ${value}`,
} as const satisfies Record<Criterion['kind'], unknown>;

export const seedPartingWords = {
  title: 'What the seeds that do not succeed have in common:',
} as const;
