import {
  type Experiment,
  type FieldId,
  type FieldIdOf,
  fields,
  isOfKind,
} from '#src/experiment/fields.ts';
import { isRelevant } from '#src/experiment/relevance.ts';
import { relationProblems } from '#src/experiment/rules.ts';
import { isTable } from '#src/experiment/targets.ts';
import { ChangesEditor } from '#src/panels/fields/editors/changes-editor.tsx';
import { FeaturesEditor } from '#src/panels/fields/editors/features-editor.tsx';
import { FormulaEditor } from '#src/panels/fields/editors/formula-editor.tsx';
import { LayersEditor } from '#src/panels/fields/editors/layers-editor.tsx';
import { PhasesEditor } from '#src/panels/fields/editors/phases-editor.tsx';
import { TableField } from '#src/panels/fields/editors/table-field.tsx';
import { TargetChoice } from '#src/panels/fields/editors/target-choice.tsx';
import { useField } from '#src/panels/fields/use-field.ts';
import { useAppState, useCommands } from '#src/store/hooks.ts';
import { ChoiceControl } from '#src/ui/choice-control.tsx';
import { FlagControl } from '#src/ui/flag-control.tsx';
import { NumberControl } from '#src/ui/number-control.tsx';
import { NumbersControl } from '#src/ui/numbers-control.tsx';
import { OptionalNumberControl } from '#src/ui/optional-number-control.tsx';
import { RangeControl } from '#src/ui/range-control.tsx';
import { RangesControl } from '#src/ui/ranges-control.tsx';
import { fieldWords } from '#words/fields.ts';
import { valueWords } from '#words/values.ts';

/** One field of the experiment with its label, help, control and messages; nothing where it has no effect. */
export function Field({ id }: { id: FieldId }) {
  const relevant = useAppState((state) => isRelevant(id, state.experiment));
  return relevant ? <ControlOf id={id} /> : null;
}

/** How a field is shown and changed: by its kind, unless its control knows more than that. */
function ControlOf({ id }: { id: FieldId }) {
  if (id === 'target') return <TargetChoice />;
  if (id === 'formula') return <FormulaEditor />;
  if (id === 'inputCount') return <InputCountOf />;
  if (id === 'table') return <TableField />;
  if (isOfKind(id, 'number')) return <NumberOf id={id} />;
  if (isOfKind(id, 'optional_number')) return <OptionalNumberOf id={id} />;
  if (isOfKind(id, 'choice')) return <ChoiceOf id={id} />;
  if (isOfKind(id, 'flag')) return <FlagOf id={id} />;
  if (isOfKind(id, 'domain')) return <DomainOf id={id} />;
  if (isOfKind(id, 'domains')) return <DomainsOf id={id} />;
  if (isOfKind(id, 'numbers')) return <NumbersOf id={id} />;
  if (isOfKind(id, 'layers')) return <LayersEditor />;
  if (isOfKind(id, 'phases')) return <PhasesEditor />;
  if (isOfKind(id, 'changes')) return <ChangesEditor />;
  if (isOfKind(id, 'formulas')) return <FeaturesEditor />;
  return id satisfies never;
}

function NumberOf({ id }: { id: FieldIdOf<'number'> }) {
  const { value, set, frame } = useField(id);
  const { slider, min, max, integer = false, scale = 'linear' } = fields[id];
  return (
    <NumberControl
      {...frame}
      {...(slider !== false && { slider: { min, max, integer, scale } })}
      value={value}
      onChange={(number) => set(number, id)}
    />
  );
}

/** The formula and the features are written for so many inputs: they change along. */
function InputCountOf() {
  const { value, frame } = useField('inputCount');
  const isOfTable = useAppState(({ experiment }) => isTable(experiment.target));
  const { chooseInputCount } = useCommands();
  if (isOfTable) return null;
  return (
    <NumberControl
      {...frame}
      slider={{ ...fields.inputCount, integer: true, scale: 'linear' }}
      value={value}
      onChange={chooseInputCount}
    />
  );
}

function OptionalNumberOf({ id }: { id: FieldIdOf<'optional_number'> }) {
  const { value, set, frame } = useField(id);
  return (
    <OptionalNumberControl {...frame} none={fieldWords[id].none} value={value} onChange={set} />
  );
}

function ChoiceOf({ id }: { id: FieldIdOf<'choice'> }) {
  const { value, set, frame } = useField(id);
  const experiment = useAppState((state) => state.experiment);
  return (
    <ChoiceControl
      {...frame}
      value={value}
      choices={Object.entries(fieldWords[id].options).map(([option, label]) => ({
        value: option,
        label,
        unavailable: option === value ? null : obstacle(experiment, id, option),
      }))}
      onChange={set}
    />
  );
}

function FlagOf({ id }: { id: FieldIdOf<'flag'> }) {
  const { value, set, frame } = useField(id);
  return <FlagControl {...frame} value={value} onChange={set} />;
}

function DomainOf({ id }: { id: FieldIdOf<'domain'> }) {
  const { value, set, frame } = useField(id);
  return <RangeControl {...frame} none={valueWords.automatic} value={value} onChange={set} />;
}

function DomainsOf({ id }: { id: FieldIdOf<'domains'> }) {
  const { value, set, frame } = useField(id);
  return <RangesControl {...frame} none={valueWords.allTheSame} value={value} onChange={set} />;
}

function NumbersOf({ id }: { id: FieldIdOf<'numbers'> }) {
  const { value, set, frame } = useField(id);
  return <NumbersControl {...frame} value={value} onChange={set} />;
}

/** What the other fields have against an option of this one, or null. */
function obstacle(experiment: Experiment, id: FieldId, option: string): string | null {
  const problems = relationProblems({ ...experiment, [id]: option });
  return problems.find((problem) => problem.field === id)?.message ?? null;
}
