import { Button } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useIsRefused } from '#src/ui/refusals.tsx';

interface StartButtonProps {
  readonly label: string;
  readonly testId: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

/** Starts a set of runs, unless a box of its form refuses what stands in it. */
export function StartButton({ label, testId, disabled = false, onClick }: StartButtonProps) {
  const isRefused = useIsRefused();
  return (
    <Button
      variant="filled"
      size="sm"
      leftSection={<IconPlayerPlayFilled size={16} aria-hidden />}
      disabled={disabled || isRefused}
      data-testid={testId}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
