import { Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface HeadingProps {
  readonly title: string;
  /** 2: of a part of the page, 3: of what is in it. */
  readonly order: 2 | 3;
  readonly id?: string;
  /** What stands at the other end of the line. */
  readonly children?: ReactNode;
}

/** The title of what stands below it. */
export function Heading({ title, order, id, children }: HeadingProps) {
  return (
    <Group gap="0.5rem 0.75rem" mb="0.5rem">
      <Title order={order} size={order === 2 ? 'h4' : 'h5'} me="auto" {...(id && { id })}>
        {title}
      </Title>
      {children}
    </Group>
  );
}
