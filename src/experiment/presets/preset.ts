import type { Experiment } from '#src/experiment/fields.ts';

export const storyIds = ['sums', 'parabola', 'batches', 'gallery'] as const;
export type StoryId = (typeof storyIds)[number];

/** A story is a posted question, told as experiments that each change one thing. */
export const stories: Readonly<
  Record<StoryId, { readonly title: string; readonly question: string }>
> = {
  sums: {
    title: 'Two labellings of one square',
    question:
      'The same network learns to sort x0 + x1 into three bins, but not into three alternating stripes. Why?',
  },
  parabola: {
    title: 'A parabola that stays flat',
    question:
      'A ReLU network trained on x² + x answers 1.0 for every x, and its loss never moves. Why?',
  },
  batches: {
    title: 'Fixed, shuffled, hybrid',
    question:
      'Fixed mini-batches first and shuffled ones later gave a ten times smaller error. Is that so?',
  },
  gallery: { title: 'Gallery', question: 'Functions that are easy, hard or pretty to learn.' },
};

/** A named experiment; `id` is stable, used in links and scripts. */
export interface Preset {
  readonly id: string;
  readonly story: StoryId;
  readonly title: string;
  /** What to look at, and why. */
  readonly text: string;
  readonly experiment: Experiment;
}
