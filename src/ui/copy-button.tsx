import { Button, type ButtonProps } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { words } from '#words/ui.ts';

interface CopyButtonProps extends ButtonProps {
  readonly text: string;
  readonly children: string;
}

const confirmMilliseconds = 2000;

/** Puts a text on the clipboard and says so; where the browser refuses, says that. */
export function CopyButton({ text, children, ...props }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), confirmMilliseconds);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('refused');
    }
  };
  return (
    <Button
      {...props}
      leftSection={
        outcome === 'copied' ? (
          <IconCheck size={16} aria-hidden />
        ) : (
          <IconCopy size={16} stroke={1.6} aria-hidden />
        )
      }
      data-outcome={outcome}
      onClick={() => void copy()}
    >
      <span aria-live="polite">
        {outcome === null
          ? children
          : outcome === 'copied'
            ? words.copied
            : words.notAllowedCopyByHand}
      </span>
    </Button>
  );
}
