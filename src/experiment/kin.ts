import { circumstances, differingFields } from '#src/experiment/differences.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import type { Preset } from '#src/experiment/presets/preset.ts';
import { presets } from '#src/experiment/presets.ts';
import { isFormula } from '#src/experiment/targets.ts';

/** An experiment that differs from every preset in more than this is the reader's own. */
const kinChanges = 3;

/** The preset that an experiment is, or was most likely made from, with what was changed; null: it is the reader's own. */
export function kinPreset(
  experiment: Experiment,
): { readonly preset: Preset; readonly changes: readonly FieldId[] } | null {
  const kin = presets
    .filter((preset) => learnTheSame(preset.experiment, experiment))
    .map((preset) => ({
      preset,
      changes: differingFields([preset.experiment, experiment], circumstances),
    }))
    .filter(({ changes }) => changes.length <= kinChanges);
  if (kin.length === 0) return null;
  return kin.reduce((best, next) => (next.changes.length < best.changes.length ? next : best));
}

/** Other formulas are other functions, whatever the rest has in common. */
function learnTheSame(a: Experiment, b: Experiment): boolean {
  if (a.target !== b.target) return false;
  return !isFormula(a.target) || (a.formula === b.formula && a.inputCount === b.inputCount);
}
