import type { Figures } from '#src/doctor/contract.ts';
import { formatNumber } from '#words/base/numbers.ts';

/** "L2 0.01, weight decay 0.1": what is above 0. @param names of figures, as they are told */
export function presentFigures(figures: Figures, names: Readonly<Record<string, string>>): string {
  return Object.entries(names)
    .flatMap(([figure, name]) => {
      const value = figures[figure] ?? 0;
      return value > 0 ? [`${name} ${formatNumber(value, 3)}`] : [];
    })
    .join(', ');
}
