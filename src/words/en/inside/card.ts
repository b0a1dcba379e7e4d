import { formatCount } from '#words/base/numbers.ts';

/** The card that shows the inside of the network. */
export const words = {
  title: 'Inside the network',
  close: 'Close: Inside the network',
  tabs: {
    signs: 'Signs',
    units: 'Units',
    spread: 'Spread',
    weights: 'Weights',
    batch: 'First batch',
  },
  running: 'Signs are measured when training pauses, or at an epoch that you choose.',
  looking: 'Looking…',
  notFinite: 'The parameters are not finite: training diverged before this epoch.',
  about: (epoch: number) => `After epoch ${formatCount(epoch)}.`,
};
