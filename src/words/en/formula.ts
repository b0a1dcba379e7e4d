import type { FormulaFinding } from '#src/data/sources/formula-look.ts';
import { formatNumber } from '#words/base/numbers.ts';

/** What is wrong with a formula on its domain, and what cures it. */
export function formulaFinding(finding: FormulaFinding): string {
  switch (finding.id) {
    case 'undefined':
      return `Not defined on ${percent(finding.share)} of the domain. ${undefinedRemedy(finding)}`;
    case 'one_class':
      return `Every point is of class ${finding.label}: there is nothing to tell apart. The class is the value rounded down; multiply it, or write a comparison such as ${finding.input} > 0.5.`;
    case 'folded':
      return `${percent(finding.share)} of the values lie outside 0 to ${finding.classes - 1} and are folded back, modulo ${finding.classes}. More classes or a smaller factor keep them apart.`;
  }
}

function undefinedRemedy({ defined }: Extract<FormulaFinding, { id: 'undefined' }>): string {
  if (defined === null) return 'Choose a domain without those places.';
  const [from, to] = defined.map((end) => formatNumber(end, 3));
  return `Choose a domain within ${from} … ${to}.`;
}

function percent(share: number): string {
  return `${Math.ceil(100 * share)} %`;
}
