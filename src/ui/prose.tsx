import { Text, type TextProps } from '@mantine/core';
import type { ReactNode } from 'react';

const looks = {
  plain: { inherit: true },
  /** What is explained beside. */
  quiet: { size: 'sm', c: 'dimmed' },
  /** What was found. */
  finding: { fw: 600, lh: 1.45 },
} as const satisfies Readonly<Record<string, TextProps>>;

interface ProseProps extends TextProps {
  readonly look?: keyof typeof looks;
  readonly children: ReactNode;
  readonly role?: 'status';
  readonly 'data-testid'?: string;
}

/** A paragraph whose lines are short enough to read. */
export function Prose({ look = 'plain', ...props }: ProseProps) {
  return <Text maw="78ch" {...looks[look]} {...props} />;
}
