import { ActionIcon, Menu } from '@mantine/core';
import { IconZoomScan } from '@tabler/icons-react';

interface ZoomMenuProps {
  /** Of the chart. */
  readonly title: string;
  readonly fingersZoom: boolean;
  readonly onFingersZoom: (fingersZoom: boolean) => void;
  readonly onReset: () => void;
}

/** What a finger does that drags over a chart, and the way back. */
export function ZoomMenu({ title, fingersZoom, onFingersZoom, onReset }: ZoomMenuProps) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant={fingersZoom ? 'filled' : 'subtle'}
          color="gray"
          aria-label={`${title}: zoom`}
        >
          <IconZoomScan size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onFingersZoom(!fingersZoom)}>
          {fingersZoom ? 'Drag to scroll the page' : 'Drag to zoom'}
        </Menu.Item>
        <Menu.Item onClick={onReset}>Show all</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
