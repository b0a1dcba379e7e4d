import { Button } from '@mantine/core';
import { useAction, useAppState } from '#src/store/hooks.ts';
import { ariaKeys } from '#src/ui/key-names.ts';
import { actionWords } from '#words/actions.ts';

/** Opens and closes what is known of why the run ended where it did. */
export function WhyButton() {
  const { disabled, keyName, onClick } = useAction('why');
  const isOpen = useAppState(({ page }) => page.whyOpen);
  return (
    <Button
      px="sm"
      me="xs"
      flex="none"
      variant={isOpen ? 'filled' : 'light'}
      disabled={disabled}
      aria-expanded={isOpen}
      aria-keyshortcuts={ariaKeys(keyName)}
      data-testid="why"
      onClick={onClick}
    >
      {actionWords.why.label}
    </Button>
  );
}
