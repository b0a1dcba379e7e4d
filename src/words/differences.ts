import { differingFields } from '#src/experiment/differences.ts';
import type { Experiment, FieldId } from '#src/experiment/fields.ts';
import { valueText } from '#src/words/values.ts';
import { fieldWords } from '#words/fields.ts';
import { inSentence } from '#words/forms.ts';

/** A field in which experiments differ, with each one's value as readers know it, in the order of the experiments. */
export interface Difference {
  readonly field: FieldId;
  readonly label: string;
  readonly values: readonly string[];
}

/** Where experiments differ, in words. @param ignore as for `differingFields` */
export function differences(
  experiments: readonly Experiment[],
  ignore: readonly FieldId[] = [],
): readonly Difference[] {
  return differingFields(experiments, ignore).map((field) => ({
    field,
    label: fieldWords[field].label,
    values: experiments.map((experiment) => valueText(field, experiment[field])),
  }));
}

/** One experiment's side of a difference, e.g. "learning rate 0.01". */
export function differenceText({ label, values }: Difference, index: number): string {
  return settingText(label, values[index] ?? '');
}

/** What a field is set to, inside a sentence or a name: "learning rate 0.01". */
export function settingText(label: string, value: string): string {
  return `${inSentence(label)} ${value}`;
}
