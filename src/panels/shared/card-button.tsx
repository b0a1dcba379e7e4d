import { Button, type ButtonProps } from '@mantine/core';
import { useAction, useAppState } from '#src/store/hooks.ts';
import { ariaKeys } from '#src/ui/key-names.ts';
import { actionWords } from '#words/actions.ts';

interface Props extends Pick<ButtonProps, 'size' | 'px' | 'me' | 'flex'> {
  readonly card: 'why' | 'inside';
  readonly testId: string;
}

/** Opens and closes a card of the page. */
export function CardButton({ card, testId, ...style }: Props) {
  const { disabled, keyName, onClick } = useAction(card);
  const isOpen = useAppState(({ page }) => (card === 'why' ? page.whyOpen : page.insideOpen));
  return (
    <Button
      {...style}
      variant={isOpen ? 'filled' : 'light'}
      disabled={disabled}
      aria-expanded={isOpen}
      aria-keyshortcuts={ariaKeys(keyName)}
      data-testid={testId}
      onClick={onClick}
    >
      {actionWords[card].label}
    </Button>
  );
}
