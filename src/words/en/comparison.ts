import { formatNumber } from '#src/lib/number-format.ts';
import {
  type Comparison,
  figures,
  medianVerdict,
  type SuccessComparison,
  successVerdict,
} from '#src/studies/comparison.ts';
import type { Criterion } from '#src/studies/seed-statistics.ts';
import type { SuccessCounts } from '#src/studies/successes.ts';
import { counted, inSentence, plural } from '#words/forms.ts';
import { metricWords } from '#words/metrics.ts';

/**
 * What seeds say of two groups, and no more: how often each succeeds, then the medians.
 *
 * @param success null where nothing is known to count as one
 */
export function comparisonText(
  c: Comparison,
  success: SuccessComparison | null,
  nameA: string,
  nameB: string,
): string {
  if (c.pairs === 0) return `${nameA} and ${nameB} share no seed, so nothing can be compared.`;
  const diverged = [
    ...(c.divergedA > 0 ? [`${c.divergedA} of ${c.pairs} diverged in ${nameA}`] : []),
    ...(c.divergedB > 0 ? [`${c.divergedB} of ${c.pairs} diverged in ${nameB}`] : []),
  ];
  const medians = [...mediansText(c, nameA, nameB), ...diverged].join('; ');
  return [...(success === null ? [] : successText(success, nameA, nameB)), medians]
    .map((sentence) => `${sentence}.`)
    .join(' ');
}

/** @param criterion that a success ends with: "held-out accuracy over 0.95" */
export function successesText(
  { of, successes, stuck, diverged }: SuccessCounts,
  criterion: string,
): string {
  const rest = [
    ...(stuck > 0
      ? [`${stuck} ${plural(stuck, { one: 'is', other: 'are' })} stuck at guessing`]
      : []),
    ...(diverged > 0 ? [`${diverged} diverged`] : []),
  ];
  const others = rest.length === 0 ? '' : `; ${rest.join(', ')}`;
  return `${successes} of ${seeds(of)} ${plural(of, { one: 'ends', other: 'end' })} with a ${criterion}${others}.`;
}

function successText(s: SuccessComparison, nameA: string, nameB: string): readonly string[] {
  const test = `exact paired test, p = ${formatNumber(s.p, 2)}`;
  switch (successVerdict(s)) {
    case 'none':
      return [];
    case 'same':
      return [sameText(s)];
    case 'open':
      return [
        `${s.inA} of ${seeds(s.pairs)} succeed with ${nameA} and ${s.inB} with ${nameB}, which may be chance (${test})`,
      ];
    case 'more_in_a':
      return [more(nameA, s.inA, nameB, s.inB, s.pairs, test)];
    case 'more_in_b':
      return [more(nameB, s.inB, nameA, s.inA, s.pairs, test)];
  }
}

function sameText({ inA: successes, pairs }: SuccessComparison): string {
  if (successes === 0) return 'No seed succeeds with either';
  if (successes < pairs) return `The same ${successes} of ${seeds(pairs)} succeed with both`;
  return pairs === 1 ? 'The seed succeeds with both' : `All ${seeds(pairs)} succeed with both`;
}

function more(
  better: string,
  most: number,
  worse: string,
  least: number,
  of: number,
  test: string,
): string {
  return `${better} succeeds more often: with ${most} of ${seeds(of)}, ${worse} with ${least} (${test})`;
}

function mediansText(c: Comparison, nameA: string, nameB: string): readonly string[] {
  const { kind, better: side, factor, interval, wins } = medianVerdict(c);
  const [better, worse] = side === 'a' ? [nameA, nameB] : [nameB, nameA];
  const range =
    interval === null ? '' : `95 % interval ${figure(interval.low)} to ${figure(interval.high)}`;
  const won = `${better} is lower in ${wins} of ${seeds(c.pairs)}`;
  const soFar = `the ratio of medians is ${figure(factor)} in favour of ${better}`;
  const open = `No difference of the medians is shown between ${nameA} and ${nameB}`;
  switch (kind) {
    case 'none':
    case 'same':
      return [
        `${open}: both are ${figure(c.medianA)}`,
        `${nameA} is lower in ${c.lowerInA} and ${nameB} in ${c.lowerInB} of ${seeds(c.pairs)}`,
      ];
    case 'few':
      return [
        `${seeds(c.pairs)} ${plural(c.pairs, { one: 'is', other: 'are' })} too few for a verdict on medians: ${soFar} so far`,
        won,
      ];
    case 'no_ratio':
      return [
        `The medians of ${nameA} (${figure(c.medianA)}) and ${nameB} (${figure(c.medianB)}) have no ratio`,
        won,
      ];
    case 'wide':
      return [`The ratio varies too much for an interval: ${soFar} so far`, won];
    case 'open':
      return [`${open}: ${soFar}, ${range}`, won];
    case 'clear':
      return [`${better} is ${figure(factor)}× lower than ${worse} at the median, ${range}`, won];
  }
}

const seeds = (count: number): string => counted(count, 'seed');

function figure(value: number): string {
  return value === Number.POSITIVE_INFINITY ? '∞' : formatNumber(value, figures);
}

/** The criterion in words: "training loss under 0.989". */
export function criterionText({ kind, column, value }: Criterion): string {
  const name = inSentence(metricWords[column].label);
  return `${name} ${kind} ${formatNumber(value, 3)}`;
}

export const seedPartingWords = {
  title: 'What the seeds that do not succeed have in common:',
} as const;
