/** The numbers a slider can be moved over. */
export interface SliderRange {
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  readonly scale: 'linear' | 'log';
}

/** Positions a slider has, 0 … positions, whatever its range. */
export const sliderPositions = 200;

/** Decades that a logarithmic slider shows above 0, where the range begins there. */
const decadesAboveZero = 8;

/** The value at a position, rounded to what a reader would have typed. */
export function valueAt(position: number, range: SliderRange): number {
  const { min, max, integer } = range;
  if (position <= 0) return min;
  if (position >= sliderPositions) return max;
  const share = position / sliderPositions;
  if (range.scale === 'log') {
    const bottom = logBottom(range);
    const value = bottom * (max / bottom) ** share;
    return clamp(integer ? roundWhole(value) : roundTo(value, logDigits(range)), range);
  }
  const value = min + (max - min) * share;
  return clamp(integer ? Math.round(value) : roundTo(value, 3), range);
}

/** The value after a move from `value` to a position: at least to the next whole number, however close they lie. */
export function valueMovedTo(position: number, value: number, range: SliderRange): number {
  const next = valueAt(position, range);
  if (next !== value || !range.integer) return next;
  return clamp(value + Math.sign(position - positionOf(value, range)), range);
}

/** Where the thumb stands for a value; the nearest end for values outside. */
export function positionOf(value: number, range: SliderRange): number {
  const { min, max } = range;
  if (value <= min) return 0;
  if (value >= max) return sliderPositions;
  if (range.scale === 'linear') return ((value - min) / (max - min)) * sliderPositions;
  const bottom = logBottom(range);
  if (value <= bottom) return 1;
  return Math.max(1, (Math.log(value / bottom) / Math.log(max / bottom)) * sliderPositions);
}

/** The smallest positive value of a logarithmic slider; 0, where allowed, lies below it. */
function logBottom({ min, max, integer }: SliderRange): number {
  if (min > 0) return min;
  return integer ? 1 : max * 10 ** -decadesAboveZero;
}

function clamp(value: number, { min, max }: SliderRange): number {
  return Math.min(Math.max(value, min), max);
}

/** Digits that tell neighbouring positions apart. */
function logDigits(range: SliderRange): number {
  const bottom = logBottom(range);
  const growth = (range.max / bottom) ** (1 / sliderPositions) - 1;
  return 1 + Math.ceil(-Math.log10(growth));
}

/** Large whole numbers in the round figures that people choose. */
function roundWhole(value: number): number {
  return Math.round(value < 100 ? value : roundTo(value, 2));
}

function roundTo(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}
