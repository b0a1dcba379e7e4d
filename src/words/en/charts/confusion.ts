import { formatNumber } from '#words/base/numbers.ts';

/** What is said of classes and their answers. */
export const words = {
  trueClass: 'true class',
  points: 'points',
  recall: 'recall (%)',
  precision: 'precision (%)',
  answered: (name: string) => `predicted ${name}`,
  answeredShare: (name: string) => `predicted ${name} (%)`,
  recalls: (
    classes: readonly { readonly name: string; readonly recall: number }[],
    mean: number,
  ) => {
    const percent = (share: number) => `${formatNumber(100 * share, 3)} %`;
    const each = classes.map(({ name, recall }) => `${name} ${percent(recall)}`);
    return `Recall: ${each.join(', ')}; mean over classes ${percent(mean)}.`;
  },
};
