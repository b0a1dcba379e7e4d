import type { ShownSet } from '#src/charts/figures/classes.ts';
import type { RunHeader } from '#src/records/run-header.ts';
import { Segments } from '#src/ui/segments.tsx';
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
    <Segments
      aria-label={words.whichPoints(title)}
      data={[
        { value: 'train', label: words.training },
        { value: 'heldOut', label: words.heldOut },
      ]}
      value={value}
      onChange={onChange}
    />
  );
}
