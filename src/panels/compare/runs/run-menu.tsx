import { ActionIcon, Group, Menu } from '@mantine/core';
import {
  IconDots,
  IconEye,
  IconEyeOff,
  IconGitFork,
  IconPencil,
  IconPin,
  IconPinFilled,
  IconPlayerPlay,
  IconShare2,
  IconTrash,
  IconZoomIn,
} from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { StoredRun } from '#src/library/stored-run.ts';
import classes from '#src/panels/compare/runs/runs.module.css';
import { useAppState, useCommands, useCompareCommands, useServices } from '#src/store/hooks.ts';
import { MenuButton } from '#src/ui/dropdown.tsx';
import { words } from '#words/compare/runs.ts';
import { words as sharedWords } from '#words/shared.ts';

const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

/** Pin, visibility, and everything else that can be done with one run. */
export function RunMenu({ run, name }: { run: StoredRun; name: string }) {
  const { library } = useServices().compare;
  const { lookAt, label, edit, fork } = useCompareCommands();
  const { openDialog } = useCommands();
  const { id, experiment, pinned, visible } = run;
  const told = sharedWords.withSeed(name, experiment.seed);
  const more = useRef<HTMLButtonElement>(null);
  const labelling = useAppState(({ page: { dialog } }) =>
    dialog !== null && typeof dialog === 'object' && dialog.kind === 'run'
      ? dialog.labelling && dialog.id === id
      : false,
  );
  // The menu item that opened the dialog is gone when it closes.
  useEffect(() => (labelling ? () => more.current?.focus() : undefined), [labelling]);
  return (
    <Group gap={0} wrap="nowrap" justify="flex-end">
      <ActionIcon
        className={classes.mediumOnly ?? ''}
        aria-label={words.pin(told)}
        aria-pressed={pinned}
        onClick={() => void library.edit([id], () => ({ pinned: !pinned }))}
      >
        {pinned ? <IconPinFilled {...icon} /> : <IconPin {...icon} />}
      </ActionIcon>
      <ActionIcon
        className={classes.mediumOnly ?? ''}
        aria-label={words.show(told)}
        aria-pressed={visible}
        onClick={() => void library.edit([id], () => ({ visible: !visible }))}
      >
        {visible ? <IconEye {...icon} /> : <IconEyeOff {...icon} />}
      </ActionIcon>
      <MenuButton
        position="bottom-end"
        buttonRef={more}
        renderButton={(opener) => (
          <ActionIcon {...opener} data-testid="run-more" aria-label={words.moreFor(told)}>
            <IconDots {...icon} />
          </ActionIcon>
        )}
      >
        <Menu.Item leftSection={<IconZoomIn {...icon} />} onClick={() => lookAt(id)}>
          {words.lookAtIt}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPencil {...icon} />}
          data-testid="run-label"
          onClick={() => label(id)}
        >
          {words.nameColourNotes}
        </Menu.Item>
        <Menu.Item leftSection={<IconPlayerPlay {...icon} />} onClick={() => edit(experiment)}>
          {words.openItsExperiment}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconGitFork {...icon} />}
          data-testid="run-fork"
          onClick={() => fork(name, experiment)}
        >
          {words.fork}
        </Menu.Item>
        <Menu.Item
          leftSection={pinned ? <IconPinFilled {...icon} /> : <IconPin {...icon} />}
          onClick={() => void library.edit([id], () => ({ pinned: !pinned }))}
        >
          {pinned ? words.unpin : words.pinToTheTop}
        </Menu.Item>
        <Menu.Item
          leftSection={visible ? <IconEyeOff {...icon} /> : <IconEye {...icon} />}
          onClick={() => void library.edit([id], () => ({ visible: !visible }))}
        >
          {visible ? words.hideInCharts : words.showInCharts}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconShare2 {...icon} />}
          onClick={() => openDialog({ kind: 'claim', ids: [id] })}
        >
          {words.shareResult}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconTrash {...icon} />}
          onClick={() => void library.remove([id])}
        >
          {words.deleteIt}
        </Menu.Item>
      </MenuButton>
    </Group>
  );
}
