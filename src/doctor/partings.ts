import type { Parting, Partings, RunEvidence, Spread } from '#src/doctor/contract.ts';
import type { VitalSigns } from '#src/doctor/signs/signs.ts';
import { rankSumChance } from '#src/lib/rank-sum.ts';
import { median } from '#src/lib/statistics.ts';

const moments = {
  start: (run) => run.start,
  switch: (run) => run.atSwitch,
  end: (run) => run.end,
} as const satisfies Record<Parting['moment'], (run: SeedSigns) => VitalSigns | null>;

/** A run with one seed, and what went on in it. */
export type SeedSigns = Pick<RunEvidence, 'fits' | 'start' | 'atSwitch' | 'end'>;

const signs = ['dead', 'rank'] as const;

/**
 * What runs that do not fit have in common: signs of hidden layers whose values in them lie to one side of those in runs
 * that fit, by so much that chance would do it to at most one of the signs. Where the batch order changes on the way, that
 * moment alone is looked at, else start and end.
 *
 * @returns null where all fit, or none
 */
export function partingsOf(runs: readonly SeedSigns[]): Partings | null {
  const fitting = runs.filter(({ fits }) => fits);
  const stuck = runs.filter(({ fits }) => !fits);
  if (fitting.length === 0 || stuck.length === 0) return null;
  const looked: (Omit<Parting, 'byChance'> & { readonly chance: number })[] = [];
  const isAtSwitch = runs.some(({ atSwitch }) => atSwitch !== null);
  for (const moment of isAtSwitch ? (['switch'] as const) : (['start', 'end'] as const)) {
    const hidden = Math.min(...runs.map((run) => (moments[moment](run)?.layers.length ?? 1) - 1));
    for (let layer = 0; layer < hidden; layer++) {
      for (const sign of signs) {
        const valueOf = (run: SeedSigns) => moments[moment](run)?.layers[layer]?.[sign] ?? 0;
        const [inFitting, inStuck] = [fitting.map(valueOf), stuck.map(valueOf)];
        const chance = rankSumChance(inFitting, inStuck);
        const spreads = { fitting: spreadOf(inFitting), stuck: spreadOf(inStuck) };
        looked.push({ moment, layer, sign, ...spreads, chance });
      }
    }
  }
  const found = looked
    .map(({ chance, ...sign }) => ({ ...sign, byChance: chance * looked.length }))
    .filter(({ byChance }) => byChance <= 1);
  return { fitting: fitting.length, stuck: stuck.length, found, looked: looked.length };
}

function spreadOf(values: readonly number[]): Spread {
  return [Math.min(...values), median(values), Math.max(...values)];
}
