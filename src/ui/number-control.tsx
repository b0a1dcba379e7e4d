import { Slider, TextInput } from '@mantine/core';
import type { Result } from '#src/lib/result.ts';
import { ControlFrame, type ControlProps, describedBy } from '#src/ui/control-frame.tsx';
import { numberText, parseNumber } from '#src/ui/number-text.ts';
import {
  positionOf,
  type SliderRange,
  sliderPositions,
  valueMovedTo,
} from '#src/ui/slider-scale.ts';
import { useDraft } from '#src/ui/use-draft.ts';
import classes from './controls.module.css';

interface NumberControlProps extends ControlProps {
  readonly value: number;
  /** Takes a number, or says why not. */
  readonly onChange: (value: number) => Result<number>;
  /** A slider under the input; none where a range would be too wide to be of use. */
  readonly slider?: SliderRange;
}

/** A number: typed, or moved with a slider. */
export function NumberControl({ value, onChange, slider, ...props }: NumberControlProps) {
  const draft = useDraft(
    value,
    numberText,
    (text) => {
      const parsed = parseNumber(text);
      return parsed.ok ? onChange(parsed.value) : parsed;
    },
    props.keeper,
  );
  const problem = draft.error ?? props.problem;
  return (
    <ControlFrame
      {...props}
      problem={problem}
      aside={
        <TextInput
          id={props.id}
          size="xs"
          className={classes.number}
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          value={draft.text}
          error={problem !== null}
          {...describedBy(props.id, problem)}
          onChange={(event) => draft.onChange(event.currentTarget.value)}
          onBlur={draft.onBlur}
          onKeyDown={(event) => draft.onKeyDown(event.key)}
        />
      }
    >
      {slider !== undefined && (
        <Slider
          className={classes.slider}
          size={4}
          thumbSize={16}
          min={0}
          max={sliderPositions}
          step={1}
          value={positionOf(value, slider)}
          onChange={(position) => onChange(valueMovedTo(position, value, slider))}
          label={null}
          thumbLabel={props.label}
          thumbValueText={numberText(value)}
        />
      )}
    </ControlFrame>
  );
}
