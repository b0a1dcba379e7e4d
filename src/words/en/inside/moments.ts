import { formatCount } from '#words/base/numbers.ts';

/** The time of a run whose state charts show. */
export const words = {
  bar: 'Epoch shown',
  play: 'Play',
  stop: 'Stop playing',
  speed: 'Speed of playing',
  speeds: { slow: 'slow', normal: 'normal', fast: 'fast' },
  back: 'Back to the latest',
  latest: 'Latest',
  edited: 'Edited weights',
  epoch: (epoch: number) => `Epoch ${formatCount(epoch)}`,
  /** Inside the epoch after those that are finished. */
  step: (epoch: number, step: number) => `Epoch ${formatCount(epoch)}, step ${formatCount(step)}`,
};
