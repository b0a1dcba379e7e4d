import { NativeSelect } from '@mantine/core';
import { ControlFrame, type ControlProps, describedBy } from '#src/ui/control-frame.tsx';

export interface Choice<Id extends string> {
  readonly value: Id;
  readonly label: string;
  /** Why it cannot be chosen at present; null: it can. */
  readonly unavailable?: string | null;
}

/** Choices under a heading of their own. */
export interface ChoiceGroup<Id extends string> {
  readonly group: string;
  readonly items: readonly Choice<Id>[];
}

interface ChoiceControlProps<Id extends string> extends ControlProps {
  readonly value: Id;
  readonly choices: readonly Choice<Id>[] | readonly ChoiceGroup<Id>[];
  readonly onChange: (value: Id) => void;
}

/** One of several named values. */
export function ChoiceControl<Id extends string>({
  value,
  choices,
  onChange,
  ...props
}: ChoiceControlProps<Id>) {
  return (
    <ControlFrame {...props}>
      <NativeSelect
        id={props.id}
        attributes={{ input: describedBy(props) }}
        value={value}
        error={props.problem !== null}
        onChange={(event) => onChange(event.currentTarget.value as Id)}
      >
        {choices.map((choice) =>
          'items' in choice ? (
            <optgroup key={choice.group} label={choice.group}>
              {choice.items.map((item) => (
                <ChoiceOption key={item.value} choice={item} />
              ))}
            </optgroup>
          ) : (
            <ChoiceOption key={choice.value} choice={choice} />
          ),
        )}
      </NativeSelect>
    </ControlFrame>
  );
}

function ChoiceOption({ choice }: { choice: Choice<string> }) {
  const { value, label, unavailable = null } = choice;
  return (
    <option value={value} disabled={unavailable !== null}>
      {unavailable === null ? label : `${label} – ${unavailable}`}
    </option>
  );
}
