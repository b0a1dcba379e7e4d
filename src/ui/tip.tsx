import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';

/** A word of explanation on hover and focus; never the only place where something is said. */
export function Tip({ label, children }: { label: string; children: ReactElement }) {
  return (
    <Tooltip label={label} openDelay={400} multiline maw={260} withArrow>
      {children}
    </Tooltip>
  );
}
