import { Group, type GroupProps } from '@mantine/core';

/** Boxes and buttons side by side, on one ground line; what does not fit goes to the next line. */
export function Row(props: GroupProps) {
  return <Group gap="0.5rem 0.75rem" align="flex-end" {...props} />;
}
