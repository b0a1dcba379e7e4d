import type { Result } from '#src/lib/result.ts';
import type { ControlProps } from '#src/ui/control-frame.tsx';
import { DraftControl } from '#src/ui/draft-control.tsx';
import { type Range, rangeNotation } from '#src/ui/range-text.ts';

interface RangeControlProps extends ControlProps {
  /** null: automatic. */
  readonly value: Range;
  readonly onChange: (value: Range) => Result<Range>;
  /** What an empty input means at present, e.g. "automatic: 0 … 1". */
  readonly none: string;
}

/** An interval, written "from … to", or empty for the automatic one. */
export function RangeControl(props: RangeControlProps) {
  return <DraftControl {...props} notation={rangeNotation} width="wideNumber" inputMode="text" />;
}
