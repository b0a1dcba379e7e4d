import { ActionIcon, type ActionIconProps } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import classes from '#src/ui/controls.module.css';
import { ariaKeys, keyCaps } from '#src/ui/key-names.ts';

interface IconButtonProps extends Omit<ActionIconProps, 'children'> {
  readonly icon: Icon;
  readonly label: string;
  /** The key that does the same: a name of `shortcutOf`. */
  readonly keyName?: string;
  readonly onClick: () => void;
}

/** A button that shows only an icon; its name appears on hover and to screen readers. */
export function IconButton({ icon: Shape, label, keyName, ...props }: IconButtonProps) {
  return (
    <ActionIcon
      size={36}
      aria-label={label}
      data-tip={keyName === undefined ? label : `${label} (${keyCaps(keyName).join('+')})`}
      {...(keyName === undefined ? {} : { 'aria-keyshortcuts': ariaKeys(keyName) })}
      {...props}
      className={classes.iconButton}
    >
      <Shape size={20} stroke={1.7} aria-hidden />
    </ActionIcon>
  );
}
