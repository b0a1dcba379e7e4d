import type { Histogram } from '#src/lib/histogram.ts';
import { formatNumber } from '#words/base/numbers.ts';
import { counted } from '#words/forms.ts';

const told = (value: number) => formatNumber(value, 3);
const ofLayer = (layer: number | null) => (layer === null ? 'output' : `hidden ${layer}`);

/** How the numbers of a layer are spread. */
export const words = {
  /** @param layer null: the output layer */
  titles: {
    weights: (layer: number | null) => `Weights of ${ofLayer(layer)}`,
    biases: (layer: number | null) => `Biases of ${ofLayer(layer)}`,
    activations: (layer: number | null) => `Activations of ${ofLayer(layer)}`,
  },
  range: ({ from, to, counts }: Histogram) =>
    `${counted(
      counts.reduce((sum, count) => sum + count, 0),
      'value',
    )} from ${told(from)} to ${told(to)}`,
};
