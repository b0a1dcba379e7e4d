import {
  ActionIcon,
  type MantineColorScheme,
  Menu,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { MenuButton } from '#src/ui/dropdown.tsx';
import { words } from '#words/app.ts';

const schemes = [
  { value: 'auto', label: words.asTheSystem, icon: IconDeviceDesktop },
  { value: 'light', label: words.light, icon: IconSun },
  { value: 'dark', label: words.dark, icon: IconMoon },
] as const satisfies readonly { value: MantineColorScheme; label: string; icon: unknown }[];

/** Light, dark or as the system; remembered. */
export function ThemeMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Shape = useComputedColorScheme('light') === 'dark' ? IconMoon : IconSun;
  return (
    <MenuButton
      position="bottom-end"
      renderButton={(opener) => (
        <ActionIcon {...opener} size={36} aria-label={words.theme} data-testid="theme">
          <Shape size={20} stroke={1.7} aria-hidden />
        </ActionIcon>
      )}
    >
      {schemes.map(({ value, label, icon: Icon }) => (
        <Menu.Item
          key={value}
          data-testid={`theme-${value}`}
          leftSection={<Icon size={16} stroke={1.6} aria-hidden />}
          rightSection={
            value === colorScheme ? <IconCheck size={14} aria-label={words.chosen} /> : null
          }
          onClick={() => setColorScheme(value)}
        >
          {label}
        </Menu.Item>
      ))}
    </MenuButton>
  );
}
