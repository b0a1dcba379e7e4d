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
  running: 'The signs come when training rests, or at an epoch that you choose.',
  looking: 'Looking…',
  notFinite: 'The parameters are no finite numbers: training has broken down before this.',
  about: (epoch: number) => `After epoch ${formatCount(epoch)}.`,
};
