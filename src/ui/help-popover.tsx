import { ActionIcon, Text } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import classes from '#src/ui/controls.module.css';
import { PopoverButton } from '#src/ui/dropdown.tsx';
import { words } from '#words/ui.ts';

/** A small "?" that explains what stands beside it. */
export function HelpPopover({ about, children }: { about: string; children: string }) {
  return (
    <PopoverButton
      width={280}
      position="bottom-start"
      renderButton={(opener) => (
        <ActionIcon
          {...opener}
          variant="transparent"
          size="sm"
          className={classes.help}
          aria-label={words.about(about)}
        >
          <IconHelpCircle size={16} stroke={1.6} aria-hidden />
        </ActionIcon>
      )}
    >
      <Text size="sm" fw={600}>
        {about}
      </Text>
      <Text size="sm">{children}</Text>
    </PopoverButton>
  );
}
