const pattern = /^([+-]?)(\d+\.?\d*|\.\d+)?\s*\*?\s*(?:pi|π)(?:\s*\/\s*(\d+\.?\d*))?$/i;

/** "2π", "-pi/2", "0.5*pi" as a number; null for anything else. */
export function multipleOfPi(text: string): number | null {
  const [all, sign, factor = '1', divisor = '1'] = pattern.exec(text) ?? [];
  if (all === undefined || Number(divisor) === 0) return null;
  return ((sign === '-' ? -1 : 1) * Number(factor) * Math.PI) / Number(divisor);
}
