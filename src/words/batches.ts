import { type Experiment, isOfKind } from '#src/experiment/fields.ts';
import { oncePer } from '#src/lib/once-per.ts';
import type { Batch, BatchAxis, StoredBatch } from '#src/library/batch.ts';
import type { GatheredExperiment } from '#src/studies/make-batch.ts';
import { settingText } from '#src/words/differences.ts';
import { distinctNames, nameWithout } from '#src/words/names.ts';
import { valueText } from '#src/words/values.ts';
import { batchWords, originWords } from '#words/batches.ts';
import { fieldWords } from '#words/fields.ts';

const toldBatch = oncePer(
  (stored: StoredBatch): StoredBatch => ({ ...stored, batch: withNames(stored.batch) }),
);

/** Batches as their reader sees them: whatever has no name of its own is named by what it holds. */
export const toldBatches = oncePer((batches: readonly StoredBatch[]) => batches.map(toldBatch));

/** The same as long as the batch is: what is kept beside it changes when it ends. */
const withNames = oncePer((batch: Batch): Batch => {
  const axes = batch.axes.map((axis, a) => toldAxis(batch, axis, a));
  const names = groupNames(batch, axes);
  const groups = batch.groups.map((group, g) => ({ ...group, name: group.name || names[g] || '' }));
  const told = { ...batch, axes, groups };
  return { ...told, title: batch.title || titleOf(told) };
});

function titleOf({ origin, axes, groups }: Batch): string {
  if (origin !== undefined) return originWords[origin].title;
  const [first] = groups;
  if (axes.length === 0 || first === undefined)
    return batchWords.against(groups.map(({ name }) => name));
  return batchWords.sweep(
    axes.map(({ label }) => label),
    nameWithout(
      axes.map(({ field }) => field),
      first.experiment,
    ),
  );
}

function toldAxis({ origin, groups }: Batch, { field, label, values }: BatchAxis, a: number) {
  if (label !== '') return { field, label, values };
  if (origin === 'switch-point') return { field, label: batchWords.fixedEpochs, values };
  // Numbers stay plain: charts set them by their size.
  const isNumeric = isOfKind(field, 'number') || isOfKind(field, 'optional_number');
  const inWords = values.map((value, i) => {
    const group = isNumeric ? undefined : groups.find(({ at }) => at[a] === i);
    return group === undefined ? value : valueText(field, group.experiment[field]);
  });
  return { field, label: fieldWords[field].label, values: inWords };
}

function groupNames({ origin, groups }: Batch, axes: readonly BatchAxis[]): readonly string[] {
  if (axes.length === 0) {
    const words = origin === undefined ? null : originWords[origin];
    return words?.groups ?? distinctNames(groups.map(({ experiment }) => experiment));
  }
  return groups.map(({ at }) => {
    const values = axes.map((axis, a) => axis.values[at[a] as number] ?? '');
    if (origin === 'switch-point') return batchWords.fixedFor(values.join());
    return axes.map(({ label }, a) => settingText(label, values[a] ?? '')).join(', ');
  });
}

export interface NamedExperiment {
  readonly name: string;
  readonly experiment: Experiment;
}

/** Experiments that are gathered, every one with a name; those without take what sets them apart. */
export function named(gathered: readonly GatheredExperiment[]): readonly NamedExperiment[] {
  const automatic = distinctNames(gathered.map(({ experiment }) => experiment));
  return gathered.map(({ name, experiment }, i) => ({
    name: name ?? (automatic[i] as string),
    experiment,
  }));
}
