import type { Experiment } from '#src/experiment/fields.ts';

/** A story is a posted question, told as experiments that each change one thing. */
export const storyIds = ['sums', 'parabola', 'batches', 'gallery', 'asked'] as const;
export type StoryId = (typeof storyIds)[number];

/** Stable: links and scripts name them. */
export const presetIds = [
  'sum-bin-posted',
  'sum-bin-logits',
  'sum-bin-deep',
  'sum-mod-posted',
  'sum-mod-logits',
  'sum-mod-capacity',
  'sum-mod-solved',
  'parabola-posted',
  'parabola-shape',
  'parabola-linear',
  'parabola-scaled',
  'parabola-fresh',
  'sine-normal',
  'sine-hybrid',
  'sine-fixed',
  'spirals',
  'circles',
  'runge',
  'step',
  'chirp',
  'product-of-two',
  'product-of-three',
  'polar',
  'sine-of-integers',
  'sine-wrapped',
  'xor-posted',
  'xor-rate',
  'parity-6',
  'parity-unseen',
  'sum-of-ten',
  'square-root',
  'reciprocal',
  'powers-raw',
  'powers-log',
  'friedman1',
] as const;
export type PresetId = (typeof presetIds)[number];

/** A named experiment. */
export interface Preset {
  readonly id: PresetId;
  readonly story: StoryId;
  readonly experiment: Experiment;
}
