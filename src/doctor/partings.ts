import type { Parting, Partings, RunEvidence } from '#src/doctor/contract.ts';
import type { VitalSigns } from '#src/doctor/signs/signs.ts';

const moments = {
  start: (run) => run.start,
  switch: (run) => run.atSwitch,
  end: (run) => run.end,
} as const satisfies Record<Parting['moment'], (run: SeedSigns) => VitalSigns | null>;

/** A run with one seed, and what went on in it. */
export type SeedSigns = Pick<RunEvidence, 'fits' | 'start' | 'atSwitch' | 'end'>;

const signs = ['dead', 'rank'] as const;

/**
 * What runs that do not fit have in common: signs of hidden layers whose values in them all lie on one side of those in all
 * runs that fit. k of n runs are parted so by chance with probability 2 / C(n, k): where the batch order changes on the way,
 * that moment alone is looked at, else start and end.
 *
 * @returns null where all fit, or none
 */
export function partingsOf(runs: readonly SeedSigns[]): Partings | null {
  const fitting = runs.filter(({ fits }) => fits);
  const stuck = runs.filter(({ fits }) => !fits);
  if (fitting.length === 0 || stuck.length === 0) return null;
  const found: Parting[] = [];
  let looked = 0;
  const isAtSwitch = runs.some(({ atSwitch }) => atSwitch !== null);
  for (const moment of isAtSwitch ? (['switch'] as const) : (['start', 'end'] as const)) {
    const hidden = Math.min(...runs.map((run) => (moments[moment](run)?.layers.length ?? 1) - 1));
    for (let layer = 0; layer < hidden; layer++) {
      for (const sign of signs) {
        looked++;
        const valueOf = (run: SeedSigns) => moments[moment](run)?.layers[layer]?.[sign] ?? 0;
        const parting = {
          fitting: rangeOf(fitting.map(valueOf)),
          stuck: rangeOf(stuck.map(valueOf)),
        };
        if (isApart(parting)) found.push({ moment, layer, sign, ...parting });
      }
    }
  }
  const byChance = (2 * looked) / choose(runs.length, stuck.length);
  return { fitting: fitting.length, stuck: stuck.length, found, looked, byChance };
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

function isApart({ fitting, stuck }: Pick<Parting, 'fitting' | 'stuck'>): boolean {
  return stuck[1] < fitting[0] || stuck[0] > fitting[1];
}

function choose(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= k; i++) count = (count * (n - k + i)) / i;
  return count;
}
