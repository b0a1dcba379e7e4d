import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconGauge } from '@tabler/icons-react';
import { useAppState, useCommands } from '#src/store/hooks.ts';
import { type SpeedId, speeds } from '#src/store/training/speeds.ts';
import { MenuButton } from '#src/ui/dropdown.tsx';
import { speedWords } from '#words/speeds.ts';
import { words } from '#words/train/run-bar.ts';

const ids = Object.keys(speeds) as readonly SpeedId[];

/** How fast the run goes on; its numbers are the same at any speed. */
export function SpeedMenu() {
  const speed = useAppState((state) => state.page.speed);
  const { setPage } = useCommands();
  return (
    <MenuButton
      position="bottom-start"
      renderButton={(opener) => (
        <ActionIcon
          {...opener}
          variant={speed === 'full' ? 'subtle' : 'light'}
          color={speed === 'full' ? 'gray' : 'indigo'}
          size={36}
          aria-label={words.speed}
          data-tip={words.speedIs(speedWords[speed])}
          data-testid="speed"
        >
          <IconGauge size={20} stroke={1.7} aria-hidden />
        </ActionIcon>
      )}
    >
      {ids.map((id) => (
        <Menu.Item
          key={id}
          data-testid={`speed-${id}`}
          rightSection={id === speed ? <IconCheck size={14} aria-label={words.chosen} /> : null}
          onClick={() => setPage({ speed: id })}
        >
          {speedWords[id]}
        </Menu.Item>
      ))}
    </MenuButton>
  );
}
