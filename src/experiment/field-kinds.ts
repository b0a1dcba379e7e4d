import * as z from 'zod/mini';
import { brief } from '#src/lib/brief.ts';
import { formatNumber } from '#words/base/numbers.ts';
import '#src/experiment/issue-words.ts';
import { words as texts } from '#words/base/experiment.ts';

/** What every field of an experiment says about itself; panels, links, validation and help are all driven by it. */
export interface Field<T> {
  readonly kind: FieldKind;
  /** The field's name in links and on the command line. */
  readonly key: string;
  readonly schema: z.ZodMiniType<T>;
  /** Value to link text, without URL escaping. */
  encode(value: T): string;
}

export type FieldKind =
  | 'number'
  | 'optional_number'
  | 'choice'
  | 'flag'
  | 'text'
  | 'domain'
  | 'domains'
  | 'numbers'
  | 'layers'
  | 'phases'
  | 'changes'
  | 'formulas'
  | 'table';

/** What its group's file says of a field; the rest follows from its kind. */
export interface Common {
  readonly key: string;
}

interface NumberLimits {
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
  /** How a slider moves; `log` needs min > 0 or treats 0 as its leftmost stop. */
  readonly scale?: 'linear' | 'log';
  /** There are too many values for a slider. */
  readonly slider?: false;
}

export interface NumberField extends Field<number>, NumberLimits {
  readonly kind: 'number';
}

export function numberField(spec: Common & NumberLimits): NumberField {
  return {
    ...spec,
    kind: 'number',
    schema: numberSchema(spec),
    encode: String,
  };
}

export interface OptionalNumberField extends Field<number | null>, NumberLimits {
  readonly kind: 'optional_number';
}

export function optionalNumberField(spec: Common & NumberLimits): OptionalNumberField {
  return {
    ...spec,
    kind: 'optional_number',
    schema: z.nullable(numberSchema(spec)),
    encode: (value) => (value === null ? 'none' : String(value)),
  };
}

export interface ChoiceField<Id extends string> extends Field<Id> {
  readonly kind: 'choice';
  readonly ids: readonly Id[];
}

export function choiceField<Id extends string>(
  spec: Common & {
    readonly ids: readonly Id[];
  },
): ChoiceField<Id> {
  return {
    ...spec,
    kind: 'choice',
    schema: oneOf(spec.ids),
    encode: String,
  };
}

export interface FlagField extends Field<boolean> {
  readonly kind: 'flag';
}

export function flagField(spec: Common): FlagField {
  return {
    ...spec,
    kind: 'flag',
    schema: z.boolean(),
    encode: (value) => (value ? '1' : '0'),
  };
}

export interface TextField extends Field<string> {
  readonly kind: 'text';
  readonly maxLength: number;
}

export function textField(spec: Common & { readonly maxLength: number }): TextField {
  return {
    ...spec,
    kind: 'text',
    schema: z.string().check(z.maxLength(spec.maxLength)),
    encode: String,
  };
}

/** One of some ids; the message repeats what was given, shortened, since a link is a stranger's input. */
export function oneOf<Id extends string>(ids: readonly Id[]): z.ZodMiniType<Id> {
  const error = ({ input }: { readonly input?: unknown }) =>
    texts.isNotOneOf(brief(input), ids.join(', '));
  return z.enum(ids as readonly [Id, ...Id[]], { error }) as unknown as z.ZodMiniType<Id>;
}

export function numberSchema({ min, max, integer = false }: NumberLimits): z.ZodMiniNumber<number> {
  const kind = integer ? texts.aWholeNumber : texts.aNumber;
  const error = texts.takesFromTo(kind, formatNumber(min), formatNumber(max));
  const schema = integer ? z.int({ error }) : z.number({ error });
  return schema.check(z.minimum(min, { error }), z.maximum(max, { error }));
}
