import { differences, differenceText } from '#src/experiment/differences.ts';
import { type Experiment, fields } from '#src/experiment/fields.ts';
import { experimentName } from '#src/experiment/names.ts';
import type { Preset } from '#src/experiment/presets/preset.ts';
import { presetById } from '#src/experiment/presets.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { type Batch, checkBatch, type LossBound } from '#src/library/batch.ts';
import { type Sweep, sweepGroups, switchPointSweep } from '#src/studies/sweep.ts';

/** What the one who makes a batch decides about its place in the world. */
export interface BatchIdentity {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** Experiments to be trained with the same seeds. */
export interface SeedsRequest {
  /** Empty: named after what they contain. */
  readonly title: string;
  readonly groups: readonly NamedExperiment[];
  readonly seeds: readonly number[];
  readonly lockStep: boolean;
  readonly success?: LossBound;
}

export interface NamedExperiment {
  readonly name: string;
  readonly experiment: Experiment;
}

/** An experiment that is to be compared. */
export interface GatheredExperiment {
  /** Null: named after what sets it apart from the others. */
  readonly name: string | null;
  readonly experiment: Experiment;
}

/** Every one with a name; those without take what sets them apart. */
export function named(gathered: readonly GatheredExperiment[]): readonly NamedExperiment[] {
  const automatic = distinctNames(gathered.map(({ experiment }) => experiment));
  return gathered.map(({ name, experiment }, i) => ({
    name: name ?? (automatic[i] as string),
    experiment,
  }));
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
  const { groups, seeds, lockStep, success } = request;
  if (groups.length === 0)
    return err([{ field: 'experiment', message: 'choose at least one experiment' }]);
  const title = request.title || groups.map(({ name }) => name).join(' against ');
  return checkBatch({
    ...identity,
    title,
    groups: groups.map((group) => ({ ...group, at: [] })),
    seeds,
    axes: [],
    lockStep: lockStep && groups.length > 1,
    ...(success && { success }),
  });
}

/** Every combination of a sweep with every seed. */
export function sweepBatch(
  sweep: Sweep,
  identity: BatchIdentity,
): Result<Batch, readonly Problem[]> {
  const groups = sweepGroups(sweep);
  if (!groups.ok) return groups;
  const axes = sweep.axes.map(({ field, labels }) => ({
    field,
    label: fields[field].label,
    values: labels,
  }));
  return checkBatch({
    ...identity,
    title: `${axes.map(({ label }) => label).join(' × ')}: ${experimentName(sweep.base)}`,
    groups: groups.value,
    seeds: sweep.seeds,
    axes,
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

/** Short names that tell experiments apart: what each has where they differ, else what it is. */
export function distinctNames(experiments: readonly Experiment[]): readonly string[] {
  const differing = differences(experiments, ['seed']);
  if (experiments.length < 2 || differing.length === 0 || differing.length > 3)
    return numbered(experiments.map(experimentName));
  return numbered(
    experiments.map((_, i) =>
      differing.map((difference) => differenceText(difference, i)).join(', '),
    ),
  );
}

/** Names that occur again get a number. */
function numbered(names: readonly string[]): readonly string[] {
  return names.map((name, i) => {
    const before = names.slice(0, i).filter((other) => other === name).length;
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

/** A sine that is flat over half its domain is far from chance, and yet not learnt: it ends near 0.03. */
const sineLearnt: LossBound = { column: 'trainLoss', value: 0.001 };

/** Batches that are one click away; each is offered beside the presets it suits. */
export const presetBatches = [
  {
    id: 'normal-hybrid',
    suits: ({ story }: Preset) => story === 'batches',
    title: 'Normal against hybrid',
    text: 'Shuffled every epoch against fixed, then shuffled: 8 seeds each, side by side.',
    make: (identity: BatchIdentity) =>
      seedsBatch(
        {
          title: 'Normal against hybrid',
          groups: [
            { name: 'normal', experiment: preset('sine-normal') },
            { name: 'hybrid', experiment: preset('sine-hybrid') },
          ],
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
    title: 'Where to switch',
    text: 'The fixed phase lasts 0, 50, … 450 of 500 epochs: 8 seeds each.',
    make: (identity: BatchIdentity) => {
      const batch = sweepBatch(
        switchPointSweep(
          preset('sine-hybrid'),
          Array.from({ length: 10 }, (_, i) => 50 * i),
          seedRange(0, 8),
        ),
        identity,
      );
      if (!batch.ok) return batch;
      const axes = batch.value.axes.map((axis) => ({ ...axis, label: 'Epochs in fixed order' }));
      const groups = batch.value.groups.map((group) => ({
        ...group,
        name: `${axes[0]?.values[group.at[0] as number]} epochs fixed`,
      }));
      return ok({ ...batch.value, title: 'Where to switch', axes, groups, success: sineLearnt });
    },
  },
  {
    id: 'stuck-seeds',
    suits: ({ id }: Preset) => id === 'sum-bin-posted',
    title: 'How many get stuck?',
    text: 'Sum-bin as posted, with 8 seeds.',
    make: (identity: BatchIdentity) =>
      seedsBatch(
        {
          title: 'Sum-bin, as posted: 8 seeds',
          groups: [{ name: 'as posted', experiment: preset('sum-bin-posted') }],
          seeds: seedRange(0, 8),
          lockStep: false,
        },
        identity,
      ),
  },
] as const;
export type PresetBatchId = (typeof presetBatches)[number]['id'];

function preset(id: string): Experiment {
  const found = presetById(id);
  if (found === undefined) throw new Error(`no preset ${id}`);
  return found.experiment;
}
