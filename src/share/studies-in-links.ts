import { parseField } from '#src/experiment/experiment.ts';
import {
  type Experiment,
  type FieldId,
  fieldOf,
  fields,
  fieldsIn,
} from '#src/experiment/fields.ts';
import { brief } from '#src/lib/brief.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { batchLimits, type SeededExperiment } from '#src/library/batch.ts';
import { decodeSeeds, encodeSeeds, maxSeeds } from '#src/share/claim.ts';
import { escapeValue, splitPairs, unescapeValue } from '#src/share/link-text.ts';
import { words } from '#words/base/link.ts';

/** A sweep of the experiment that travels beside it: one or two fields over values, each combination with every seed. */
export interface SweptFields {
  readonly axes: readonly { readonly field: FieldId; readonly values: readonly unknown[] }[];
  readonly seeds: readonly number[];
  /** So many combinations at random; null: all of them. */
  readonly sample: number | null;
}

/** Experiments that a link compares with its own, at the most. */
export const mostAgainst = 8;
const mostAxes = 2;
/** Every combination has the same ones. */
const unswept: readonly FieldId[] = [...fieldsIn('seeds'), ...fieldsIn('engine')];

/** `0..2,all,lr=0.001&lr=0.01`: seeds, how many combinations, and each value as a pair of a link. */
export function encodeSweep({ axes, seeds, sample }: SweptFields): string {
  const pairs = axes.flatMap(({ field, values }) =>
    values.map((value) => `${fields[field].key}=${escapeValue(fieldOf(field).encode(value))}`),
  );
  return [encodeSeeds(seeds), sample ?? 'all', pairs.join('&')].join(',');
}

/** @param read the field and the value that a pair of the link stands for, the value not yet checked */
export function decodeSweep(
  text: string,
  read: (key: string, text: string) => Result<readonly [field: FieldId, value: unknown]>,
): Result<SweptFields> {
  const [, seedText = '', sampleText = '', pairs = ''] =
    /^([^,]+),(all|[1-9]\d{0,3}),(.+)$/s.exec(text) ?? [];
  if (pairs === '') return err(words.expectedASweep);
  const seeds = decodeSeeds(seedText);
  if (seeds === null) return err(words.expectedUpToSeedsSuch(maxSeeds));
  const axes = new Map<FieldId, Map<string, unknown>>();
  for (const { key, value } of splitPairs(pairs).pairs) {
    const unescaped = unescapeValue(value);
    const pair = unescaped.ok ? read(key, unescaped.value) : unescaped;
    if (!pair.ok) return err(`${brief(key, 20)}: ${pair.error}`);
    const [field, candidate] = pair.value;
    if (unswept.includes(field)) return err(words.cannotBeSwept(key));
    const checked = parseField(field, candidate);
    if (!checked.ok) return err(`${key}: ${checked.error}`);
    const values = axes.get(field) ?? new Map();
    axes.set(field, values.set(fieldOf(field).encode(checked.value), checked.value));
    if (values.size > batchLimits.values) return err(words.atMostValues(key, batchLimits.values));
    if (axes.size > mostAxes) return err(words.atMostFields(mostAxes));
  }
  return ok({
    axes: Array.from(axes, ([field, values]) => ({ field, values: [...values.values()] })),
    seeds,
    sample: sampleText === 'all' ? null : Number(sampleText),
  });
}

/** Links side by side. @param linkOf an experiment's own link */
export function encodeAgainst(
  others: readonly Experiment[],
  linkOf: (experiment: Experiment) => string,
): string {
  return others.map(linkOf).join('|');
}

/** `0..7,v=2&…|0..7,`: the seeds of each experiment and its link; none: it is the link's own experiment. */
export function encodeOverlay(
  overlaid: readonly SeededExperiment[],
  own: Experiment,
  linkOf: (experiment: Experiment) => string,
): string {
  return overlaid
    .map(({ experiment, seeds }) => {
      const link = linkOf(experiment);
      return `${encodeSeeds(seeds)},${link === linkOf(own) ? '' : link}`;
    })
    .join('|');
}

/** Reads what stands between bars. @param say is told what is wrong with one, or with their number */
export function decodeEach<T>(
  text: string | undefined,
  most: number,
  say: (problem: string) => void,
  read: (item: string) => T | null,
): readonly T[] {
  if (text === undefined) return [];
  const items = text.split('|', most + 1);
  if (items.length > most) say(words.atMostExperiments(most));
  return items.slice(0, most).flatMap((item) => read(item) ?? []);
}

/** The seeds and the link of one of several experiments that are laid over one another. */
export function decodeOverlaid(item: string): Result<{
  readonly seeds: readonly number[];
  readonly link: string;
}> {
  const at = item.indexOf(',');
  const seeds = at < 0 ? null : decodeSeeds(item.slice(0, at));
  if (seeds === null) return err(words.expectedUpToSeedsSuch(maxSeeds));
  return ok({ seeds, link: item.slice(at + 1) });
}
