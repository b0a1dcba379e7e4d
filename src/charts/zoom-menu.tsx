import { ActionIcon, Menu } from '@mantine/core';
import { IconZoomScan } from '@tabler/icons-react';

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
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant={fingersZoom ? 'filled' : 'subtle'}
          color="gray"
          aria-label={`${title}: zoom`}
          data-testid={`zoom-${id}`}
        >
          <IconZoomScan size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item data-testid="zoom-fingers" onClick={() => onFingersZoom(!fingersZoom)}>
          {fingersZoom ? 'Drag to scroll the page' : 'Drag to zoom'}
        </Menu.Item>
        <Menu.Item data-testid="zoom-all" onClick={onReset}>
          Show all
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
