/**
 * A number for a reader's eye: a few significant digits, thin spaces between thousands, powers of ten where it is very
 * large or very small.
 */
export function formatNumber(value: number, digits = 5): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '' : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  const text =
    size !== 0 && (size >= 1e6 || size < 1e-4)
      ? value
          .toExponential(digits - 1)
          .replace(/\.?0+e/, 'e')
          .replace('e+', 'e')
      : grouped(String(Number(value.toPrecision(digits))));
  return text.replaceAll('-', '−');
}

/** Whole numbers with thin spaces between thousands. */
export function formatCount(value: number): string {
  return grouped(String(Math.round(value)));
}

/** What stands between thousands: a narrow no-break space. */
export const thousandsSeparator = '\u202f';

/** @param digits plain decimal digits, with or without sign and fraction */
function grouped(digits: string): string {
  return digits.replace(/\d+/, (whole) => whole.replaceAll(/\B(?=(\d{3})+$)/g, thousandsSeparator));
}

/** The text without what stands between the thousands of its numbers, be it narrow or a whole no-break space. */
export function ungrouped(text: string): string {
  return text.replaceAll(/(\d)[\u202f\u00a0](?=\d)/g, '$1');
}
