import { Box } from '@mantine/core';
import type { ReactNode } from 'react';

/** What is said where there is nothing to show yet. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return (
    <Box px="1rem" py="2.5rem" c="dimmed" ta="center">
      {children}
    </Box>
  );
}
