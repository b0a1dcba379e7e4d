import { formatCount } from '#words/base/numbers.ts';

/** Units named at the most. */
const named = 6;

/** How units fare. */
export const words = {
  dead: 'dead unit',
  saturated: 'saturated unit',
  /** @param layers as `inLayer` says them */
  marked: (state: 'dead' | 'saturated', layers: readonly string[]) =>
    `${state === 'dead' ? 'Dead' : 'Saturated'}: ${layers.join('; ')}.`,
  inLayer: (layer: number, units: readonly number[]) =>
    units.length > named
      ? `${formatCount(units.length)} units of hidden ${layer}`
      : `hidden ${layer}, unit ${units.join(', ')}`,
};
