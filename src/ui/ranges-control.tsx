import type { Result } from '#src/lib/result.ts';
import type { ControlProps } from '#src/ui/control-frame.tsx';
import { DraftControl } from '#src/ui/draft-control.tsx';
import { type Ranges, rangesNotation } from '#src/ui/range-text.ts';

interface RangesControlProps extends ControlProps {
  readonly value: Ranges;
  readonly onChange: (value: Ranges) => Result<Ranges>;
  /** What an empty input means. */
  readonly none: string;
}

/** Several intervals, separated by semicolons. */
export function RangesControl(props: RangesControlProps) {
  return <DraftControl {...props} notation={rangesNotation} width="wideNumber" inputMode="text" />;
}
