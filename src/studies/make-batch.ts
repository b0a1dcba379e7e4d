import { kindOfExperiment } from '#src/experiment/differences.ts';
import { type Experiment, fieldOf } from '#src/experiment/fields.ts';
import type { Preset, PresetId } from '#src/experiment/presets/preset.ts';
import { presetById } from '#src/experiment/presets.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import {
  type Batch,
  type BatchOrigin,
  checkBatch,
  type LossBound,
  type SeededExperiment,
} from '#src/library/batch.ts';
import { type Sweep, sweepGroups, switchPointSweep } from '#src/studies/sweep.ts';
import { words } from '#words/base/studies.ts';

/** What the one who makes a batch decides about its place in the world. */
export interface BatchIdentity {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** Experiments to be trained with the same seeds. */
export interface SeedsRequest {
  readonly origin?: BatchOrigin;
  readonly groups: readonly GatheredExperiment[];
  readonly seeds: readonly number[];
  readonly lockStep: boolean;
  readonly success?: LossBound;
}

/** An experiment that is to be compared. */
export interface GatheredExperiment {
  /** Null: told by what sets it apart from the others. */
  readonly name: string | null;
  readonly experiment: Experiment;
}

/** So many seeds in a row. */
export function seedRange(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}

/** K seeds of one experiment, or of several side by side. */
export function seedsBatch(
  request: SeedsRequest,
  identity: BatchIdentity,
): Result<Batch, readonly Problem[]> {
  const { origin, groups, seeds, lockStep, success } = request;
  if (groups.length === 0)
    return err([{ field: 'experiment', message: words.chooseAtLeastOneExperiment }]);
  return checkBatch({
    ...identity,
    title: '',
    ...(origin && { origin }),
    groups: groups.map(({ name, experiment }) => ({ name: name ?? '', experiment, at: [] })),
    seeds,
    axes: [],
    lockStep: lockStep && groups.length > 1,
    ...(success && { success }),
  });
}

/** Runs by their experiments, each with its seeds, in the order in which they come. */
export function seededExperiments(
  runs: readonly { readonly experiment: Experiment }[],
): readonly SeededExperiment[] {
  const kinds = new Map<string, SeededExperiment>();
  for (const { experiment } of runs) {
    const kind = kindOfExperiment(experiment);
    const known = kinds.get(kind) ?? { experiment, seeds: [] };
    kinds.set(kind, { ...known, seeds: [...new Set([...known.seeds, experiment.seed])] });
  }
  return [...kinds.values()];
}

/** What trains such runs and no others: those that have the same seeds together. */
export function overlayRequests(overlay: readonly SeededExperiment[]): readonly SeedsRequest[] {
  const requests = new Map<string, SeedsRequest>();
  for (const { experiment, seeds } of overlay) {
    const known = requests.get(seeds.join()) ?? { groups: [], seeds, lockStep: false };
    const groups = [...known.groups, { name: null, experiment }];
    requests.set(seeds.join(), { ...known, groups });
  }
  return [...requests.values()];
}

/** Every combination of a sweep with every seed. */
export function sweepBatch(
  sweep: Sweep,
  identity: BatchIdentity,
): Result<Batch, readonly Problem[]> {
  const groups = sweepGroups(sweep);
  if (!groups.ok) return groups;
  return checkBatch({
    ...identity,
    title: '',
    groups: groups.value,
    seeds: sweep.seeds,
    axes: sweep.axes.map(({ field, values }) => ({
      field,
      label: '',
      values: values.map(fieldOf(field).encode),
    })),
    lockStep: false,
  });
}

/** The sweep that a batch was made of, or null where it is none. */
export function sweepOf({ axes, groups, seeds }: Batch): Sweep | null {
  const [first] = groups;
  if (first === undefined || axes.length < 1 || axes.length > 2) return null;
  const swept = axes.map(({ field, values: labels }, a) => ({
    field,
    labels,
    values: labels.map((_, i) => groups.find(({ at }) => at[a] === i)?.experiment[field] ?? null),
  }));
  const combinations = axes.reduce((product, { values }) => product * values.length, 1);
  return {
    base: first.experiment,
    axes: swept as unknown as Sweep['axes'],
    seeds,
    sample: groups.length < combinations ? groups.length : null,
  };
}

/** A sine that is flat over half its domain is far from chance, and yet not learnt: it ends near 0.03. */
const sineLearnt: LossBound = { column: 'trainLoss', value: 0.001 };

/** Batches that are one click away; each is offered beside the presets it suits. */
export const presetBatches = [
  {
    id: 'normal-hybrid',
    suits: ({ story }: Preset) => story === 'batches',
    make: (identity: BatchIdentity) =>
      seedsBatch(
        {
          origin: 'normal-hybrid',
          groups: [unnamed('sine-normal'), unnamed('sine-hybrid')],
          seeds: seedRange(0, 8),
          lockStep: true,
          success: sineLearnt,
        },
        identity,
      ),
  },
  {
    id: 'switch-point',
    suits: ({ story }: Preset) => story === 'batches',
    make: (identity: BatchIdentity) => {
      const sweep = switchPointSweep(
        unnamed('sine-hybrid').experiment,
        Array.from({ length: 10 }, (_, i) => 50 * i),
        seedRange(0, 8),
      );
      const batch = sweepBatch(sweep, identity);
      if (!batch.ok) return batch;
      const axes = sweep.axes.map(({ field, labels }) => ({ field, label: '', values: labels }));
      return ok({ ...batch.value, origin: 'switch-point' as const, axes, success: sineLearnt });
    },
  },
  {
    id: 'stuck-seeds',
    suits: ({ id }: Preset) => id === 'sum-bin-posted',
    make: (identity: BatchIdentity) =>
      seedsBatch(
        {
          origin: 'stuck-seeds',
          groups: [unnamed('sum-bin-posted')],
          seeds: seedRange(0, 8),
          lockStep: false,
        },
        identity,
      ),
  },
] as const satisfies readonly {
  readonly id: BatchOrigin;
  readonly suits: (preset: Preset) => boolean;
  readonly make: (identity: BatchIdentity) => Result<Batch, readonly Problem[]>;
}[];
export type PresetBatchId = (typeof presetBatches)[number]['id'];

function unnamed(id: PresetId): GatheredExperiment {
  const found = presetById(id);
  if (found === undefined) throw new Error(`no preset ${id}`);
  return { name: null, experiment: found.experiment };
}
