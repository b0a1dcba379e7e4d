import { NativeSelect, RangeSlider } from '@mantine/core';
import { useState } from 'react';
import classes from '#src/charts/brush-controls.module.css';
import type { Range } from '#src/charts/figure.ts';
import { type Brush, brushScale, type ParallelAxis } from '#src/charts/figures/parallel.ts';
import { words } from '#words/charts/charts.ts';

interface BrushControlsProps {
  readonly axes: readonly ParallelAxis[];
  readonly brush: Brush;
  readonly onBrush: (brush: Brush) => void;
}

/** The brush of parallel coordinates for keyboards and fingers: an axis, and what is kept of it. */
export function BrushControls({ axes, brush, onBrush }: BrushControlsProps) {
  const [chosen, setChosen] = useState(0);
  const index = Math.min(chosen, axes.length - 1);
  const axis = axes[index];
  if (axis === undefined) return null;
  const scale = brushScale(axis);
  const [from, to] = scale.stepsOf(brush.get(index));
  const keep = ([first, last]: Range) => {
    const range = scale.rangeBetween(first, last);
    const next = new Map(brush);
    if (range === null) next.delete(index);
    else next.set(index, range);
    onBrush(next);
  };
  // The slider itself knows the arrows only.
  const jump = (thumb: 0 | 1, key: string) => {
    const end = key === 'Home' ? 0 : key === 'End' ? scale.steps : null;
    if (end === null) return;
    keep(thumb === 0 ? [Math.min(end, to), to] : [from, Math.max(end, from)]);
  };
  return (
    <details className={classes.controls}>
      <summary>{words.keepARange}</summary>
      <div className={classes.row}>
        <NativeSelect
          aria-label={words.axis}
          data={axes.map(({ label }, i) => ({ value: String(i), label }))}
          value={String(index)}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
        />
        <RangeSlider
          className={classes.slider}
          size={4}
          thumbSize={16}
          min={0}
          max={scale.steps}
          step={1}
          minRange={0}
          label={null}
          value={[from, to]}
          onChange={keep}
          thumbFromLabel={words.from(axis.label)}
          thumbToLabel={words.to(axis.label)}
          thumbValueText={scale.textAt}
          thumbProps={(thumb) => ({ onKeyDown: ({ key }) => jump(thumb, key) })}
        />
        <span className={classes.range}>
          {scale.textAt(from)} … {scale.textAt(to)}
        </span>
      </div>
    </details>
  );
}
