import { type ReactNode, useId } from 'react';
import classes from '#src/ui/segments.module.css';

interface SegmentsProps<Id extends string> {
  readonly 'aria-label': string;
  readonly 'data-testid'?: string;
  readonly className?: string | undefined;
  readonly data: readonly { readonly value: Id; readonly label: ReactNode }[];
  readonly value: Id;
  readonly onChange: (value: Id) => void;
}

/** One of a few, all of which are seen. Mantine's asks every browser for places and draws itself three times for them. */
export function Segments<Id extends string>(props: SegmentsProps<Id>) {
  const { className = '', data, value, onChange, ...rest } = props;
  const name = useId();
  return (
    <div {...rest} role="radiogroup" className={`${classes.segments} ${className}`}>
      {data.map((choice) => (
        <label key={choice.value} className={classes.segment}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </div>
  );
}
