import { asked } from '#src/experiment/presets/asked.ts';
import { batches } from '#src/experiment/presets/batches.ts';
import { gallery } from '#src/experiment/presets/gallery.ts';
import { parabola } from '#src/experiment/presets/parabola.ts';
import type { Preset } from '#src/experiment/presets/preset.ts';
import { sums } from '#src/experiment/presets/sums.ts';

/** Every preset, story by story. */
export const presets: readonly Preset[] = [...sums, ...parabola, ...batches, ...gallery, ...asked];

/** What a first visit sees. */
export const landingPreset = sums[0];

export function presetById(id: string): Preset | undefined {
  return presets.find((preset) => preset.id === id);
}
