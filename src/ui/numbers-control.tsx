import type { Result } from '#src/lib/result.ts';
import type { ControlProps } from '#src/ui/control-frame.tsx';
import { DraftControl } from '#src/ui/draft-control.tsx';
import { numbersNotation } from '#src/ui/number-text.ts';

interface NumbersControlProps extends ControlProps {
  readonly value: readonly number[];
  readonly onChange: (value: readonly number[]) => Result<readonly number[]>;
}

/** Several numbers, separated by commas or semicolons. */
export function NumbersControl(props: NumbersControlProps) {
  return <DraftControl {...props} notation={numbersNotation} width="wideNumber" inputMode="text" />;
}
