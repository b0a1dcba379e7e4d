import { differences } from '#src/experiment/differences.ts';
import { type Experiment, fields } from '#src/experiment/fields.ts';
import type { Preset } from '#src/experiment/presets/preset.ts';
import { presets } from '#src/experiment/presets.ts';

const namedDifferences = 3;

/** Experiments never change, and lists name the same ones again and again. */
const names = new WeakMap<Experiment, string>();

/**
 * A short name made of what sets an experiment apart: the nearest preset's title and what differs from it, e.g.
 * "Sine, shuffled every epoch · lr 0.01 · batch 20". Seeds and the engine do not count.
 */
export function experimentName(experiment: Experiment): string {
  const known = names.get(experiment);
  if (known !== undefined) return known;
  const name = nameOf(experiment);
  names.set(experiment, name);
  return name;
}

function nameOf(experiment: Experiment): string {
  const { preset, changes } = nearestPreset(experiment);
  const named = changes
    .slice(0, namedDifferences)
    .map(({ field, values }) => `${fields[field].key} ${values[1]}`);
  const more = changes.length - named.length;
  return [preset.title, ...named, ...(more > 0 ? [`${more} more`] : [])].join(' · ');
}

/** The preset with the same target, where there is one, that differs in the fewest fields. */
export function nearestPreset(experiment: Experiment): {
  readonly preset: Preset;
  readonly changes: ReturnType<typeof differences>;
} {
  const same = presets.filter((preset) => preset.experiment.target === experiment.target);
  const ranked = (same.length > 0 ? same : presets).map((preset) => ({
    preset,
    changes: differences(
      [preset.experiment, experiment],
      ['seed', 'dataSeed', 'initSeed', 'orderSeed', 'dropoutSeed', 'engine', 'evaluateEvery'],
    ),
  }));
  return ranked.reduce((best, next) => (next.changes.length < best.changes.length ? next : best));
}
