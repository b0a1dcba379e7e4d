import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import { kinPreset } from '#src/experiment/kin.ts';
import { isFormula } from '#src/experiment/targets.ts';
import { oncePer } from '#src/lib/once-per.ts';
import { differences, differenceText, settingText } from '#src/words/differences.ts';
import { valueText } from '#src/words/values.ts';
import { fieldWords } from '#words/fields.ts';
import { presetWords } from '#words/presets.ts';

/** Longer values are cut. */
const longestValue = 60;

/**
 * A short name made of what sets an experiment apart: the preset that it is close to and what differs from it, e.g.
 * "Sine, shuffled every epoch · learning rate 0.01 · batch size 20", or else what is learnt, by which network and how.
 * Seeds and the engine do not count.
 */
export const experimentName = oncePer((experiment: Experiment) => nameWithout([], experiment));

/** The same of experiments that differ in `varied`, which is not told. */
export function nameWithout(varied: readonly FieldId[], experiment: Experiment): string {
  const kin = kinPreset(experiment);
  const parts =
    kin === null
      ? ownParts(experiment, varied)
      : [
          presetWords[kin.preset.id].title,
          ...kin.changes
            .filter((field) => !varied.includes(field))
            .map((field) =>
              settingText(fieldWords[field].label, valueText(field, experiment[field])),
            ),
        ];
  return parts.map(cut).join(' · ');
}

function ownParts(e: Experiment, varied: readonly FieldId[]): readonly string[] {
  const told = (field: FieldId) => (varied.includes(field) ? [] : [valueText(field, e[field])]);
  const rate = told('learningRate').map((value) =>
    settingText(fieldWords.learningRate.label, value),
  );
  const output = e.outputActivation === 'linear' ? [] : told('outputActivation');
  return [
    told(isFormula(e.target) ? 'formula' : 'target').join(),
    [...told('layers'), ...output].join(' → '),
    [...told('optimizer'), ...rate].join(', '),
  ].filter((part) => part !== '');
}

function cut(text: string): string {
  return text.length <= longestValue ? text : `${text.slice(0, longestValue - 1)}…`;
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

/** What each experiment is; where that does not tell them apart, what differs as well. */
export function namesApart(experiments: readonly Experiment[]): readonly string[] {
  const names = experiments.map(experimentName);
  if (new Set(names).size === names.length) return names;
  const differing = distinctNames(experiments);
  return names.map((name, i) =>
    differing[i]?.startsWith(name) === true ? differing[i] : `${name} · ${differing[i]}`,
  );
}

/** Names that occur again get a number. */
function numbered(names: readonly string[]): readonly string[] {
  return names.map((name, i) => {
    const before = names.slice(0, i).filter((other) => other === name).length;
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}
