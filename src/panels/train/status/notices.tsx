import { Alert, List } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import classes from '#src/panels/train/status/status.module.css';
import type { Notice } from '#src/store/app/state.ts';
import { useAppState, useCommands } from '#src/store/hooks.ts';
import { words } from '#words/train/status.ts';

const colours = { info: 'indigo', warning: 'yellow', error: 'red' } as const;

/** What the page has to say, until it is dismissed. */
export function Notices() {
  const notices = useAppState((state) => state.notices);
  const { dismiss } = useCommands();
  return (
    <section aria-live="polite" aria-label={words.messages} data-testid="messages">
      {notices.map((notice) => (
        <NoticeAlert key={notice.id} notice={notice} onDismiss={() => dismiss(notice.id)} />
      ))}
    </section>
  );
}

function NoticeAlert({ notice, onDismiss }: { notice: Notice; onDismiss: () => void }) {
  const { tone, title, lines } = notice;
  const Shape = tone === 'info' ? IconInfoCircle : IconAlertTriangle;
  return (
    <Alert
      className={classes.alert}
      classNames={{ title: classes.title ?? '', closeButton: classes.title ?? '' }}
      color={colours[tone]}
      title={title}
      icon={<Shape size={18} aria-hidden />}
      withCloseButton
      closeButtonLabel={words.dismiss(title)}
      onClose={onDismiss}
      role="presentation"
    >
      {lines.length === 1 ? (
        lines[0]
      ) : (
        <List size="sm">
          {lines.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
