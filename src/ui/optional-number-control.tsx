import type { Result } from '#src/lib/result.ts';
import type { ControlProps } from '#src/ui/control-frame.tsx';
import { DraftControl } from '#src/ui/draft-control.tsx';
import { optionalNumberNotation } from '#src/ui/number-text.ts';

interface OptionalNumberControlProps extends ControlProps {
  readonly value: number | null;
  /** What an empty input means, e.g. "follows the seed". */
  readonly none: string;
  readonly onChange: (value: number | null) => Result<number | null>;
}

/** A number, or nothing. */
export function OptionalNumberControl(props: OptionalNumberControlProps) {
  return <DraftControl {...props} notation={optionalNumberNotation} width="wideNumber" />;
}
