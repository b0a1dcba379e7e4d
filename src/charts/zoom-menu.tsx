import { ActionIcon, Menu } from '@mantine/core';
import { IconZoomScan } from '@tabler/icons-react';
import { MenuButton } from '#src/ui/dropdown.tsx';
import { words } from '#words/charts/charts.ts';

interface ZoomMenuProps {
  /** Of the chart, as its title. */
  readonly id: string;
  readonly title: string;
  readonly fingersZoom: boolean;
  readonly onFingersZoom: (fingersZoom: boolean) => void;
  readonly onReset: () => void;
}

/** What a finger does that drags over a chart, and the way back. */
export function ZoomMenu({ id, title, fingersZoom, onFingersZoom, onReset }: ZoomMenuProps) {
  return (
    <MenuButton
      position="bottom-end"
      renderButton={(opener) => (
        <ActionIcon
          {...opener}
          variant={fingersZoom ? 'filled' : 'subtle'}
          aria-label={words.zoom(title)}
          data-testid={`zoom-${id}`}
        >
          <IconZoomScan size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      )}
    >
      <Menu.Item data-testid="zoom-fingers" onClick={() => onFingersZoom(!fingersZoom)}>
        {fingersZoom ? words.dragToScrollThePage : words.dragToZoom}
      </Menu.Item>
      <Menu.Item data-testid="zoom-all" onClick={onReset}>
        {words.showAllMenu}
      </Menu.Item>
    </MenuButton>
  );
}
