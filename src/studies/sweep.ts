import { parseExperiment } from '#src/experiment/experiment.ts';
import { type Experiment, type FieldId, fields } from '#src/experiment/fields.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { permutation, uniformStream } from '#src/lib/random.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { type BatchGroup, batchLimits, tooManyRuns } from '#src/library/batch.ts';
import { words } from '#words/base/studies.ts';

/** One field and the values it takes; `labels` name them on axes and in tables. */
export interface SweepAxis {
  readonly field: FieldId;
  readonly values: readonly unknown[];
  readonly labels: readonly string[];
}

/** A sweep as plain JSON: one or two fields, times K seeds. */
export interface Sweep {
  readonly base: Experiment;
  readonly axes: readonly [SweepAxis] | readonly [SweepAxis, SweepAxis];
  readonly seeds: readonly number[];
  /** Try only so many of the combinations, drawn at random without repetition; null: all of them. */
  readonly sample: number | null;
}

/** The combinations of a sweep. One with too many runs is refused, as is one that cannot run, each problem naming its field and the combination as links do. */
export function sweepGroups(sweep: Sweep): Result<readonly BatchGroup[], readonly Problem[]> {
  const combinations = sampled(allCombinations(sweep.axes), sweep.sample);
  const problem = tooManyRuns(combinations.length * sweep.seeds.length);
  if (problem !== null) return err([problem]);
  const groups: BatchGroup[] = [];
  for (const at of combinations) {
    const chosen = sweep.axes.map((axis, i) => ({ axis, index: at[i] as number }));
    const settings = chosen.map(({ axis, index }) => [axis.field, axis.values[index]] as const);
    const experiment = parseExperiment({ ...sweep.base, ...Object.fromEntries(settings) });
    if (!experiment.ok) {
      const place = chosen
        .map(({ axis, index }) => `${fields[axis.field].key}=${axis.labels[index]}`)
        .join(', ');
      return err(
        experiment.error.map(({ field, message }) => ({ field, message: `${place}: ${message}` })),
      );
    }
    groups.push({ name: '', at, experiment: experiment.value });
  }
  return ok(groups);
}

function allCombinations(axes: readonly SweepAxis[]): readonly (readonly number[])[] {
  return axes.reduce<readonly (readonly number[])[]>(
    (partial, axis) => partial.flatMap((at) => axis.values.map((_, i) => [...at, i])),
    [[]],
  );
}

function sampled<T>(all: readonly T[], count: number | null): readonly T[] {
  if (count === null || count >= all.length) return all;
  const chosen = permutation(all.length, uniformStream(0, 'sweep sample'))
    .subarray(0, count)
    .sort();
  return Array.from(chosen, (i) => all[i] as T);
}

/**
 * Evenly spaced values from `from` to `to`, both included.
 *
 * @param scale `log`: evenly spaced in the logarithm; both ends must be positive
 * @param integer round, and drop what rounds to the same
 */
export function valueRange(
  from: number,
  to: number,
  count: number,
  {
    scale = 'linear',
    integer = false,
  }: { readonly scale?: 'linear' | 'log'; readonly integer?: boolean } = {},
): Result<readonly number[]> {
  if (![from, to].every(Number.isFinite)) return err(words.aRangeNeedsTwoNumbers);
  if (!Number.isInteger(count) || count < 1 || count > batchLimits.values) {
    return err(words.aRangeTakes1ToValues(batchLimits.values));
  }
  if (scale === 'log' && (from <= 0 || to <= 0)) return err(words.aLogarithmicRangeNeeds);
  const at = (t: number) => (scale === 'log' ? from * (to / from) ** t : from + (to - from) * t);
  const values = Array.from({ length: count }, (_, i) => at(count === 1 ? 0 : i / (count - 1)));
  // Six figures: the grid's neighbours stay apart and 0.1 does not become 0.10000000000000002.
  const tidy = values.map((value) => (integer ? Math.round(value) : Number(value.toPrecision(6))));
  return ok([...new Set(tidy)]);
}

/** The sweep of the hybrid's switch point: fixed order for the first n epochs, then reshuffled. */
export function switchPointSweep(
  base: Experiment,
  switches: readonly number[],
  seeds: readonly number[],
): Sweep {
  const values = switches.map((epochs) =>
    epochs === 0
      ? [{ order: 'reshuffle', epochs: null }]
      : [
          { order: 'fixed', epochs },
          { order: 'reshuffle', epochs: null },
        ],
  );
  return {
    base,
    axes: [{ field: 'phases', values, labels: switches.map(String) }],
    seeds,
    sample: null,
  };
}
