import {
  circumstances,
  type Difference,
  differences,
  differenceText,
} from '#src/experiment/differences.ts';
import { type Experiment, fields } from '#src/experiment/fields.ts';
import type { Preset } from '#src/experiment/presets/preset.ts';
import { presets } from '#src/experiment/presets.ts';
import { isFormula } from '#src/experiment/targets.ts';

/** An experiment that differs from every preset in more than this is the reader's own. */
const kinChanges = 3;

/** Longer values are cut. */
const longestValue = 60;

/** Experiments never change, and lists name the same ones again and again. */
const names = new WeakMap<Experiment, string>();

/**
 * A short name made of what sets an experiment apart: the preset that it is close to and what differs from it, e.g.
 * "Sine, shuffled every epoch · learning rate 0.01 · batch size 20", or else what is learnt, by which network and how.
 * Seeds and the engine do not count.
 */
export function experimentName(experiment: Experiment): string {
  const known = names.get(experiment);
  if (known !== undefined) return known;
  const kin = kinPreset(experiment);
  const parts =
    kin === null
      ? ownParts(experiment)
      : [kin.preset.title, ...kin.changes.map((change) => differenceText(change, 1))];
  const name = parts.map(cut).join(' · ');
  names.set(experiment, name);
  return name;
}

/** The preset that an experiment is, or was most likely made from, with what was changed; null: it is the reader's own. */
export function kinPreset(
  experiment: Experiment,
): { readonly preset: Preset; readonly changes: readonly Difference[] } | null {
  const kin = presets
    .filter((preset) => preset.experiment.target === experiment.target)
    .map((preset) => ({
      preset,
      changes: differences([preset.experiment, experiment], circumstances),
    }))
    .filter(({ changes }) => changes.length <= kinChanges);
  if (kin.length === 0) return null;
  return kin.reduce((best, next) => (next.changes.length < best.changes.length ? next : best));
}

function ownParts(e: Experiment): readonly string[] {
  const output =
    e.outputActivation === 'linear' ? [] : [fields.outputActivation.words(e.outputActivation)];
  return [
    isFormula(e.target) ? e.formula : fields.target.words(e.target),
    [fields.layers.words(e.layers), ...output].join(' → '),
    `${fields.optimizer.words(e.optimizer)}, learning rate ${fields.learningRate.words(e.learningRate)}`,
  ];
}

function cut(text: string): string {
  return text.length <= longestValue ? text : `${text.slice(0, longestValue - 1)}…`;
}
