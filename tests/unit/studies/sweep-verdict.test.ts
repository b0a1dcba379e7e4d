import { describe, expect, it } from 'vitest';
import { sweepStatements, sweepVerdict } from '#src/studies/sweep-verdict.ts';

const combination = (name: string, values: readonly number[]) => ({
  name,
  values: values.map((value, seed) => ({ seed, value })),
});
const around = (centre: number) => [0.9, 1.1, 1, 0.95, 1.05, 1.2, 0.85, 1].map((f) => f * centre);

function verdictOf(
  combinations: readonly ReturnType<typeof combination>[],
  lowerIsBetter = true,
): object | null {
  const verdict = sweepVerdict(combinations, lowerIsBetter);
  if (verdict === null) return null;
  const { best, kind, rivals, hasMore } = verdict;
  return { best: best.name, kind, rivals: rivals.map(({ name }) => name), hasMore };
}

describe('the verdict of a sweep', () => {
  it('is clear where every seed says so', () => {
    const all = [
      combination('a', around(5)),
      combination('b', around(1)),
      combination('c', around(3)),
    ];
    expect(verdictOf(all)).toEqual({ best: 'b', kind: 'clear', rivals: [], hasMore: false });
  });

  it('is open among equals, and names the others', () => {
    const same = around(1);
    const all = [combination('a', same), combination('far', around(9)), combination('b', same)];
    expect(verdictOf(all)).toEqual({ best: 'a', kind: 'open', rivals: ['b'], hasMore: false });
    const zeros = ['a', 'b'].map((name) => combination(name, [0, 0, 0, 0, 0]));
    expect(verdictOf(zeros)).toMatchObject({ kind: 'open', rivals: ['b'] });
    const diverged = ['a', 'b'].map((name) =>
      combination(name, Array(6).fill(Infinity) as number[]),
    );
    expect(verdictOf(diverged)).toMatchObject({ kind: 'open', rivals: ['b'] });
  });

  it('is open where the seeds do not agree', () => {
    const steady = combination('steady', [1, 1, 1, 1, 1, 1, 1, 1]);
    const wild = combination('wild', [0.1, 0.1, 0.1, 0.1, 0.8, 9, 9, 9]);
    expect(verdictOf([steady, wild])).toEqual({
      best: 'wild',
      kind: 'open',
      rivals: ['steady'],
      hasMore: false,
    });
  });

  it('names a few of many rivals', () => {
    const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => combination(name, around(1)));
    expect(verdictOf(all)).toEqual({
      best: 'a',
      kind: 'open',
      rivals: ['b', 'c', 'd'],
      hasMore: true,
    });
  });

  it('waits for enough seeds, and for something to choose between', () => {
    const all = [combination('a', [1, 1, 1]), combination('b', [9, 9, 9])];
    expect(verdictOf(all)).toEqual({ best: 'a', kind: 'few', rivals: [], hasMore: false });
    expect(verdictOf(all.slice(0, 1))).toBeNull();
    expect(verdictOf([])).toBeNull();
  });

  it('takes a combination that diverges for worse than one that does not', () => {
    const bad = combination('bad', Array(5).fill(Infinity) as number[]);
    expect(verdictOf([bad, combination('good', [1, 2, 3, 4, 5])])).toMatchObject({
      best: 'good',
      kind: 'clear',
    });
  });

  it('has high accuracies for better', () => {
    const high = combination('high', [0.98, 0.99, 0.97, 0.98, 0.99, 0.98]);
    const low = combination('low', [0.5, 0.6, 0.4, 0.5, 0.6, 0.5]);
    expect(verdictOf([low, high], false)).toMatchObject({ best: 'high', kind: 'clear' });
    const perfect = ['a', 'b'].map((name) => combination(name, [1, 1, 1, 1, 1]));
    expect(verdictOf(perfect, false)).toMatchObject({ best: 'a', kind: 'open', rivals: ['b'] });
  });
});

it.each([
  ['clear', false, true, ['lowest', 'extent']],
  ['clear', false, false, ['highest', 'extent']],
  ['few', false, true, ['lowest', 'few_seeds', 'extent']],
  ['open', false, true, ['no_single_best', 'lowest', 'no_difference', 'extent']],
  ['open', true, true, ['no_single_best', 'lowest', 'no_difference_from_more', 'extent']],
] as const)(
  'what is said of a verdict that is %s, more rivals %s, lower better %s',
  (kind, hasMore, lowerIsBetter, ids) => {
    const best = { metric: '', where: '', median: '', from: '', to: '', failures: 0, runs: 8 };
    const said = sweepStatements({ kind, hasMore }, lowerIsBetter, best, [], {
      combinations: 3,
      seeds: 8,
    });
    expect(said.map(({ id }) => id)).toEqual(ids);
  },
);
