import { extentOf } from '#src/charts/figures/ranges.ts';

export interface SketchSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Curves over ascending positions as SVG paths in a box of this size, y downwards, all on one scale with some room above
 * and below. Gaps where a value is NaN.
 *
 * @param values [positions × curves]
 */
export function curvePaths(
  positions: Float64Array,
  values: Float64Array,
  { width, height }: SketchSize,
): readonly string[] {
  const curves = values.length / positions.length;
  const [low, high] = extentOf([values]) ?? [0, 1];
  const span = high - low || Math.abs(high) || 1;
  const middle = (low + high) / 2;
  const [from, to] = [positions[0] ?? 0, positions.at(-1) ?? 1];
  return Array.from({ length: curves }, (_, curve) => {
    let text = '';
    let pen = 'M';
    positions.forEach((x, i) => {
      const value = values[i * curves + curve] ?? Number.NaN;
      if (Number.isNaN(value)) {
        pen = 'M';
        return;
      }
      const y = height * (0.5 - (0.86 * (value - middle)) / span);
      text += `${pen}${((width * (x - from)) / (to - from)).toFixed(1)} ${y.toFixed(1)}`;
      pen = 'L';
    });
    return text;
  });
}
