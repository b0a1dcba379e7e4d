/** What stands between thousands: a narrow no-break space, in every language. */
const thousandsSeparator = '\u202f';

/** How numbers are written for a reader's eye. @param decimalMark what stands before decimal places: "." */
export function numbersOf(decimalMark: string) {
  /** @param text a number as programs write it */
  const marked = (text: string): string =>
    text
      .replace('.', decimalMark)
      .replace('-', '−')
      .replace('e-', 'e−')
      .replace('e+', 'e')
      .replace(/\d+/, (whole) => whole.replaceAll(/\B(?=(\d{3})+$)/g, thousandsSeparator));

  /** A few significant digits, with powers of ten where it is very large or very small. */
  function formatNumber(value: number, digits = 5): string {
    if (Number.isNaN(value)) return '';
    if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
    const size = Math.abs(value);
    return marked(
      size !== 0 && (size >= 1e6 || size < 1e-4)
        ? value.toExponential(digits - 1).replace(/\.?0+e/, 'e')
        : String(Number(value.toPrecision(digits))),
    );
  }

  /** A whole number. */
  const formatCount = (value: number): string => marked(String(Math.round(value)));

  /** So many decimal places. */
  const formatFixed = (value: number, places: number): string => marked(value.toFixed(places));

  /** A span of time as it is estimated: "0.03 s", "4 s", "2:05 min", "1 h 10 min". @param seconds not negative */
  function formatDuration(seconds: number): string {
    if (seconds < 0.095) return `${formatNumber(seconds, 1)} s`;
    if (seconds < 59.5)
      return `${formatNumber(seconds < 9.95 ? Number(seconds.toFixed(1)) : Math.round(seconds))} s`;
    const minutes = Math.floor(Math.round(seconds) / 60);
    if (minutes < 60) return `${minutes}:${String(Math.round(seconds) % 60).padStart(2, '0')} min`;
    return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  }

  return {
    decimalMark,
    /** As Plotly takes them: the decimal mark, then what stands between thousands. */
    separators: decimalMark + thousandsSeparator,
    formatNumber,
    formatCount,
    formatFixed,
    formatDuration,
  } as const;
}

/** The text without what stands between the thousands of its numbers, be it narrow or a whole no-break space. */
export function ungrouped(text: string): string {
  return text.replaceAll(/(\d)[\u202f\u00a0](?=\d)/g, '$1');
}
