import { circumstances, differingFields } from '#src/experiment/differences.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import type { Preset } from '#src/experiment/presets/preset.ts';
import { presets } from '#src/experiment/presets.ts';

/** An experiment that differs from every preset in more than this is the reader's own. */
const kinChanges = 3;

/** The preset that an experiment is, or was most likely made from, with what was changed; null: it is the reader's own. */
export function kinPreset(
  experiment: Experiment,
): { readonly preset: Preset; readonly changes: readonly FieldId[] } | null {
  const kin = presets
    .filter((preset) => preset.experiment.target === experiment.target)
    .map((preset) => ({
      preset,
      changes: differingFields([preset.experiment, experiment], circumstances),
    }))
    .filter(({ changes }) => changes.length <= kinChanges);
  if (kin.length === 0) return null;
  return kin.reduce((best, next) => (next.changes.length < best.changes.length ? next : best));
}
