import { Switch } from '@mantine/core';
import { ControlFrame, type ControlProps, describedBy } from '#src/ui/control-frame.tsx';

interface FlagControlProps extends ControlProps {
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** On or off. */
export function FlagControl({ value, onChange, ...props }: FlagControlProps) {
  return (
    <ControlFrame
      {...props}
      aside={
        <Switch
          id={props.id}
          checked={value}
          {...describedBy(props)}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      }
    />
  );
}
