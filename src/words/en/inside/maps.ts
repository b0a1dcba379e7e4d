import type { Axis } from '#src/data/dataset.ts';
import type { UnitState } from '#src/network/layer-figures.ts';
import { formatNumber } from '#words/base/numbers.ts';
import { counted } from '#words/forms.ts';

const told = (value: number) => formatNumber(value, 3);
const states = { alive: '', saturated: 'saturated', dead: 'dead' };

/** What units compute. */
export const words = {
  hidden: (layer: number) => `hidden ${layer}`,
  output: 'output',
  layer: (name: string, units: number, largest: number) =>
    `${name}: ${counted(units, 'unit')}, colours up to ±${told(largest)}`,
  unit: (layer: string, unit: number) => `${layer}, unit ${unit}`,
  caption: (unit: number, state: UnitState) =>
    state === 'alive' ? String(unit) : `${unit} ${states[state]}`,
  described: (unit: string, [from, to]: readonly [number, number], state: UnitState) =>
    `${unit}: from ${told(from)} to ${told(to)}${state === 'alive' ? '' : `, ${states[state]}`}; enlarge`,
  more: (units: number) => `${counted(units, 'unit')} more`,
  axes: (axes: readonly Axis[]) =>
    axes
      .map(({ name, range: [from, to] }, i) => {
        return `${i === 0 ? 'Across' : 'Up'}: ${name} from ${told(from)} to ${told(to)}.`;
      })
      .join(' '),
  range: ([from, to]: readonly [number, number]) =>
    `Activations from ${told(from)} to ${told(to)}: blue is positive, orange negative.`,
  across: 'Across',
  up: 'Up',
  line: 'nothing: a line',
  held: 'A slice: the other inputs are held where one of the training points has them.',
};
