import type { BatchOrigin } from '#src/library/batch.ts';

interface OriginWords {
  readonly title: string;
  /** In the order of its groups; absent: by what sets them apart. */
  readonly groups?: readonly string[];
}

/** Batches that the page proposes or makes itself. */
export const originWords: Readonly<Record<BatchOrigin, OriginWords>> = {
  'normal-hybrid': { title: 'Normal against hybrid', groups: ['normal', 'hybrid'] },
  'switch-point': { title: 'Where to switch' },
  'stuck-seeds': { title: 'Sum-bin, as posted: 8 seeds', groups: ['as posted'] },
  claim: { title: 'A claim, run again', groups: ['as claimed'] },
};

/** The buttons that start them. */
export const presetBatchWords = {
  'normal-hybrid': {
    title: 'Normal against hybrid',
    text: 'Shuffled every epoch against fixed, then shuffled: 8 seeds each, side by side.',
  },
  'switch-point': {
    title: 'Where to switch',
    text: 'The fixed phase lasts 0, 50, … 450 of 500 epochs: 8 seeds each.',
  },
  'stuck-seeds': {
    title: 'How many get stuck?',
    text: 'Sum-bin as posted, with 8 seeds.',
  },
};

export const batchWords = {
  against: (names: readonly string[]) => names.join(' against '),
  sweep: (fields: readonly string[], base: string) => `${fields.join(' × ')}: ${base}`,
  fixedEpochs: 'Epochs in fixed order',
  fixedFor: (epochs: string) => `${epochs} epochs fixed`,
};
