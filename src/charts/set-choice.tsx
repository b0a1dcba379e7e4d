import { SegmentedControl } from '@mantine/core';
import type { ShownSet } from '#src/charts/figures/classes.ts';
import type { RunHeader } from '#src/records/run-header.ts';
import { words } from '#words/charts/charts.ts';

interface Props {
  readonly header: Pick<RunHeader, 'heldOut'>;
  /** Of the chart. */
  readonly title: string;
  readonly value: ShownSet;
  readonly onChange: (set: ShownSet) => void;
}

/** Whose points are shown: the training or the held-out ones, where there are any. */
export function SetChoice({ header, title, value, onChange }: Props) {
  if (header.heldOut.rows === 0) return null;
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
