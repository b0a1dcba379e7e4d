import { NativeSelect } from '@mantine/core';
import classes from '#src/ui/controls.module.css';

interface ChoiceBoxProps<Id extends string> {
  readonly label: string;
  readonly value: Id;
  readonly choices: readonly { readonly value: Id; readonly label: string }[];
  readonly onChange: (value: Id) => void;
}

/** A choice with a small label over it, for rows of several. */
export function ChoiceBox<Id extends string>({
  label,
  value,
  choices,
  onChange,
}: ChoiceBoxProps<Id>) {
  return (
    <NativeSelect
      label={label}
      classNames={{ label: classes.smallLabel ?? '' }}
      value={value}
      data={[...choices]}
      onChange={(event) => onChange(event.currentTarget.value as Id)}
    />
  );
}
