import type { ComponentType } from 'react';
import type {
  ChoiceField,
  FieldKind,
  NumberField,
  TextField,
} from '#src/experiment/field-kinds.ts';
import type { Domain } from '#src/experiment/field-lists.ts';
import { type Experiment, type FieldId, fields } from '#src/experiment/fields.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import { relationProblems } from '#src/experiment/rules.ts';
import { formatNumber } from '#src/lib/number-format.ts';
import { err, type Result } from '#src/lib/result.ts';
import { FeaturesEditor } from '#src/panels/fields/editors/features-editor.tsx';
import { FormulaEditor } from '#src/panels/fields/editors/formula-editor.tsx';
import { LayersEditor } from '#src/panels/fields/editors/layers-editor.tsx';
import { PhasesEditor } from '#src/panels/fields/editors/phases-editor.tsx';
import { TargetChoice } from '#src/panels/fields/editors/target-choice.tsx';
import { useField } from '#src/panels/fields/use-field.ts';
import { useAppState } from '#src/store/hooks.ts';
import { ChoiceControl } from '#src/ui/choice-control.tsx';
import { FlagControl } from '#src/ui/flag-control.tsx';
import { NumberControl } from '#src/ui/number-control.tsx';
import { OptionalNumberControl } from '#src/ui/optional-number-control.tsx';
import { RangeControl } from '#src/ui/range-control.tsx';
import { TextControl } from '#src/ui/text-control.tsx';

type Control = ComponentType<{ readonly id: FieldId }>;

/** How a field is shown and changed, by its kind. */
const controls = {
  number: NumberOf,
  optional_number: OptionalNumberOf,
  choice: ChoiceOf,
  flag: FlagOf,
  text: TextOf,
  domain: DomainOf,
  layers: LayersEditor,
  phases: PhasesEditor,
  formulas: FeaturesEditor,
} as const satisfies Record<FieldKind, Control>;

/** Fields whose control knows more than their kind does. */
const special: Partial<Record<FieldId, Control>> = {
  target: TargetChoice,
  formula: FormulaEditor,
};

/** One field of the experiment with its label, help, control and messages; nothing where it has no effect. */
export function Field({ id }: { id: FieldId }) {
  const relevant = useAppState((state) => isRelevant(id, state.experiment));
  if (!relevant) return null;
  const Control = special[id] ?? controls[fields[id].kind];
  return <Control id={id} />;
}

function NumberOf({ id }: { id: FieldId }) {
  const field = fields[id] as NumberField;
  const { value, set, frame } = useField(id as IdOf<number>);
  const { min, max, integer = false, scale = 'linear' } = field;
  // Four thousand million seeds are too many for a slider.
  const slider = field.group === 'seeds' ? {} : { slider: { min, max, integer, scale } };
  return (
    <NumberControl
      {...frame}
      {...slider}
      value={value}
      onChange={(next) => within(field, set(next))}
    />
  );
}

function OptionalNumberOf({ id }: { id: FieldId }) {
  const field = fields[id] as Limits & { readonly none: string };
  const { value, set, frame } = useField(id as IdOf<number | null>);
  return (
    <OptionalNumberControl
      {...frame}
      none={field.none}
      value={value}
      onChange={(next) => within(field, set(next))}
    />
  );
}

function ChoiceOf({ id }: { id: FieldId }) {
  const { options } = fields[id] as ChoiceField<string>;
  const { value, set, frame } = useField(id);
  const experiment = useAppState((state) => state.experiment);
  return (
    <ChoiceControl
      {...frame}
      value={value as string}
      choices={Object.entries(options).map(([option, label]) => ({
        value: option,
        label,
        unavailable: option === value ? null : obstacle(experiment, id, option),
      }))}
      onChange={set}
    />
  );
}

function FlagOf({ id }: { id: FieldId }) {
  const { value, set, frame } = useField(id as IdOf<boolean>);
  return <FlagControl {...frame} value={value} onChange={set} />;
}

function TextOf({ id }: { id: FieldId }) {
  const { maxLength } = fields[id] as TextField;
  const { value, set, frame } = useField(id as IdOf<string>);
  return (
    <TextControl
      {...frame}
      maxLength={maxLength}
      value={value as string}
      onChange={(text) => set(text) as Result<string>}
    />
  );
}

function DomainOf({ id }: { id: FieldId }) {
  const { value, set, frame } = useField(id as IdOf<Domain>);
  return (
    <RangeControl
      {...frame}
      none="automatic"
      value={value as Domain}
      onChange={(range) => set(range) as Result<Domain>}
    />
  );
}

type IdOf<T> = {
  [Id in FieldId]: Experiment[Id] extends T ? (T extends Experiment[Id] ? Id : never) : never;
}[FieldId];

interface Limits {
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
}

/** A refusal in the words of the field's limits. */
function within<T>({ min, max, integer }: Limits, result: Result<T>): Result<T> {
  if (result.ok) return result;
  const kind = integer ? 'a whole number' : 'a number';
  return err(`takes ${kind} from ${formatNumber(min)} to ${formatNumber(max)}`);
}

/** What the other fields have against an option of this one, or null. */
function obstacle(experiment: Experiment, id: FieldId, option: string): string | null {
  const problems = relationProblems({ ...experiment, [id]: option });
  return problems.find((problem) => problem.field === id)?.message ?? null;
}
