import { SegmentedControl } from '@mantine/core';
import type { ShownSet } from '#src/charts/figures/classes.ts';
import { words } from '#words/charts/charts.ts';

interface Props {
  /** Of the chart. */
  readonly title: string;
  readonly value: ShownSet;
  readonly onChange: (set: ShownSet) => void;
}

/** Whose points are shown: the training or the held-out ones. */
export function SetChoice({ title, value, onChange }: Props) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={words.whichPoints(title)}
      data={[
        { value: 'train', label: words.training },
        { value: 'heldOut', label: words.heldOut },
      ]}
      value={value}
      onChange={(set) => onChange(set as ShownSet)}
    />
  );
}
