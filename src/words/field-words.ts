import type { ChoiceField, NumberField, OptionalNumberField } from '#src/experiment/field-kinds.ts';
import type { FieldId, fields } from '#src/experiment/fields.ts';

interface Common {
  readonly label: string;
  /** One or two plain sentences for somebody who meets the term for the first time. */
  readonly help: string;
}

/** Names of ids. */
export interface Options<Id extends string> {
  readonly options: Readonly<Record<Id, string>>;
  /** Without what explains them, where that leaves them distinct: "SiLU" for "SiLU (swish)". */
  readonly shorter?: Readonly<Partial<Record<Id, string>>>;
}

type OfKind<F> =
  F extends ChoiceField<infer Id>
    ? Common & Options<Id>
    : F extends OptionalNumberField
      ? /** What the absence of a number means, e.g. "follows the seed". */
        Common & { readonly none: string }
      : F extends NumberField
        ? /** What 0 stands for, where it is no number like the others: "off". */
          Common & { readonly zero?: string }
        : Common;

/** What a catalogue says of each field. */
export type FieldWords = { readonly [Id in FieldId]: OfKind<(typeof fields)[Id]> };
