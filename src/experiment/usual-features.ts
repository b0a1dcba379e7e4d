import { formulaLimits } from '#src/experiment/field-lists.ts';

/** What is most often added to the inputs of a network of one or two inputs; of more there are too many. */
export function usualFeatures(variables: readonly string[]): readonly string[] {
  if (variables.length > 2) return [];
  const products = variables.length === 2 ? [variables.join(' * ')] : [];
  return [
    ...variables.map((name) => `${name}^2`),
    ...products,
    ...variables.map((name) => `sin(${name})`),
  ];
}

/**
 * Features with one more. Where there are none the network sees the coordinates: they become features, too, so that
 * the new one is added to them and does not replace them; where they are too many for that, it stands alone.
 */
export function withFeature(
  features: readonly string[],
  variables: readonly string[],
  added: string,
): readonly string[] {
  const fits = variables.length < formulaLimits.features;
  return [...(features.length === 0 && fits ? variables : features), added];
}

/** Features without one of them; coordinates alone are no features. */
export function withoutFeature(
  features: readonly string[],
  variables: readonly string[],
  index: number,
): readonly string[] {
  const left = features.toSpliced(index, 1);
  const isPlain = left.length === variables.length && left.every((one, i) => one === variables[i]);
  return isPlain ? [] : left;
}
