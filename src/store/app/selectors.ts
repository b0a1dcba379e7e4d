import { differingFields } from '#src/experiment/differences.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import type { Preset } from '#src/experiment/presets/preset.ts';
import { presetById } from '#src/experiment/presets.ts';
import type { Problem } from '#src/experiment/problem.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import { relationProblems } from '#src/experiment/rules.ts';
import { oncePer } from '#src/lib/once-per.ts';
import type { AppState } from '#src/store/app/state.ts';

/** The preset the experiment came from. */
export function currentPreset(state: AppState): Preset | undefined {
  return state.presetId === null ? undefined : presetById(state.presetId);
}

/** The fields that were changed since the preset was opened and have an effect; another seed is not a change. */
export function changesFromPreset(state: AppState): readonly FieldId[] {
  const preset = currentPreset(state);
  if (preset === undefined || preset.experiment === state.experiment) return [];
  return differingFields([preset.experiment, state.experiment], ['seed', 'engine']);
}

const problemsOf = oncePer((experiment: Experiment) => relationProblems(experiment));

/** What the fields demand of one another. */
export function fieldProblems({ experiment }: AppState): readonly Problem[] {
  return problemsOf(experiment);
}

/** What is wrong with one field: what the fields demand of one another, or what making the data brought to light. */
export function problemOf(id: FieldId): (state: AppState) => string | null {
  return (state) => {
    const all = [...fieldProblems(state), ...state.run.problems];
    return all.find((problem) => problem.field === id)?.message ?? null;
  };
}

/** Where a refused text is kept: of a field, or of one input (`part`) among several. */
export function draftKey(id: FieldId, part: string): string {
  return `${id}/${part}`;
}

/** The fields that are not set to what was typed for them, each once; none that has no effect. */
export function refusedFields({ experiment, page }: AppState): readonly FieldId[] {
  const refused = Object.values(page.refusedDrafts).filter(
    ({ field, over }) => experiment[field] === over && isRelevant(field, experiment),
  );
  return [...new Set(refused.map(({ field }) => field))];
}
