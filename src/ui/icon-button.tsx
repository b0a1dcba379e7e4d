import { ActionIcon, type ActionIconProps, Tooltip } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import classes from '#src/ui/controls.module.css';

interface IconButtonProps extends Omit<ActionIconProps, 'children'> {
  readonly icon: Icon;
  readonly label: string;
  /** The key that does the same. */
  readonly shortcut?: string;
  readonly onClick: () => void;
}

/** A button that shows only an icon; its name appears on hover and to screen readers. */
export function IconButton({ icon: Shape, label, shortcut, ...props }: IconButtonProps) {
  return (
    <Tooltip label={shortcut === undefined ? label : `${label} (${shortcut})`} openDelay={300}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={label}
        {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': shortcut })}
        {...props}
        className={classes.iconButton}
      >
        <Shape size={20} stroke={1.7} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
