import { Slider } from '@mantine/core';
import type { Result } from '#src/lib/result.ts';
import type { ControlProps } from '#src/ui/control-frame.tsx';
import classes from '#src/ui/controls.module.css';
import { DraftControl } from '#src/ui/draft-control.tsx';
import { numberNotation, numberText } from '#src/ui/number-text.ts';
import {
  positionOf,
  type SliderRange,
  sliderPositions,
  valueMovedTo,
} from '#src/ui/slider-scale.ts';

interface NumberControlProps extends ControlProps {
  readonly value: number;
  /** Takes a number, or says why not. */
  readonly onChange: (value: number) => Result<number>;
  /** A slider under the input; none where a range would be too wide to be of use. */
  readonly slider?: SliderRange;
}

/** A number: typed, or moved with a slider. */
export function NumberControl({ slider, ...props }: NumberControlProps) {
  const { value, onChange, label } = props;
  return (
    <DraftControl {...props} notation={numberNotation} width="number">
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
          thumbLabel={label}
          thumbValueText={numberText(value)}
        />
      )}
    </DraftControl>
  );
}
