import { median } from '#src/lib/statistics.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import { runName } from '#src/panels/shared/run-words.ts';
import { type LossMetric, sharedMetric } from '#src/studies/outcomes.ts';
import { fieldWords } from '#words/fields.ts';
import { words as sharedWords } from '#words/shared.ts';

/** What the list of runs can be sorted by. */
export const sortKeys = [
  'createdAt',
  'name',
  'heldOutLoss',
  'bestHeldOutLoss',
  'trainLoss',
  'runningLoss',
  'heldOutAccuracy',
  'steps',
  'seconds',
] as const;
export type SortKey = (typeof sortKeys)[number];

export interface ListOrder {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** Which runs are listed. */
export interface ListFilter {
  /** Every word of it is in the run's name, notes or engine. */
  readonly text: string;
  /** `all`, `single` (made by themselves), or the id of a batch. */
  readonly from: string;
}

/** The runs that pass the filter, pinned ones first, in order; what was never measured comes last either way. */
export function listedRuns(
  runs: readonly StoredRun[],
  { text, from }: ListFilter,
  { key, descending }: ListOrder,
): readonly StoredRun[] {
  const words = searched(text).split(/\s+/).filter(Boolean);
  const shown = runs.filter((run) => {
    if (from === 'single' && run.groupId !== null) return false;
    if (from !== 'all' && from !== 'single' && run.groupId !== from) return false;
    if (words.length === 0) return true;
    const engine = `${run.engine} ${fieldWords.engine.options[run.engine]}`;
    const haystack = searched(
      `${runName(run)} ${sharedWords.seed(run.experiment.seed)} ${run.notes} ${engine}`,
    );
    return words.every((word) => haystack.includes(word));
  });
  const keyed = shown.map((run) => ({ run, value: valueOf(run, key) }));
  const sign = descending ? -1 : 1;
  return keyed
    .sort((a, b) => {
      if (a.run.pinned !== b.run.pinned) return a.run.pinned ? -1 : 1;
      if (typeof a.value === 'string' || typeof b.value === 'string')
        return sign * String(a.value).localeCompare(String(b.value), 'en', { numeric: true });
      const [aMissing, bMissing] = [Number.isNaN(a.value), Number.isNaN(b.value)];
      if (aMissing || bMissing) return Number(aMissing) - Number(bMissing);
      return a.value === b.value ? 0 : sign * (a.value < b.value ? -1 : 1);
    })
    .map(({ run }) => run);
}

/** Text as it is searched: lower case, numbers without spaces between their thousands. */
function searched(text: string): string {
  return text.toLowerCase().replaceAll(/(\d)\s(?=\d{3}(?!\d))/g, '$1');
}

function valueOf(run: StoredRun, key: SortKey): number | string {
  if (key === 'createdAt') return run.createdAt;
  return key === 'name' ? runName(run) : run.figures[key];
}

/** Runs that were made together. */
export interface RunsOfBatch {
  /** Of the batch; null: each was made by itself. */
  readonly id: string | null;
  readonly runs: readonly StoredRun[];
  /** The loss that they are judged by: held-out, or training where one of them holds none out. */
  readonly metric: LossMetric;
  /** The lowest that one of them ended with, and the middle one; NaN: none was measured. */
  readonly best: number;
  /** The one that did; null: none was measured. */
  readonly bestRun: StoredRun | null;
  readonly middle: number;
  /** When the latest of them was made. */
  readonly createdAt: number;
}

/** Listed runs by the batch that they come from, in the order of their first. */
export function byBatch(listed: readonly StoredRun[]): readonly RunsOfBatch[] {
  const groups = new Map<string | null, StoredRun[]>();
  for (const run of listed) {
    const group = groups.get(run.groupId);
    if (group === undefined) groups.set(run.groupId, [run]);
    else group.push(run);
  }
  return [...groups].map(([id, runs]) => {
    const metric = sharedMetric(
      'heldOutLoss',
      runs.map(({ experiment }) => experiment),
    );
    const losses = runs.map(({ figures }) => figures[metric]).filter(Number.isFinite);
    return {
      id,
      runs,
      metric,
      bestRun: runs.find(({ figures }) => figures[metric] === Math.min(...losses)) ?? null,
      best: losses.length === 0 ? Number.NaN : Math.min(...losses),
      middle: losses.length === 0 ? Number.NaN : median(losses),
      createdAt: Math.max(...runs.map(({ createdAt }) => createdAt)),
    };
  });
}
