import { numbersOf } from '#src/lib/number-format.ts';

/** Numbers as this language writes them; data, links and files have decimal points. */
export const { decimalMark, separators, formatNumber, formatCount, formatFixed, formatDuration } =
  numbersOf('.');
