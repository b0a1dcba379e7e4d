import { Alert, Button, List, Text } from '@mantine/core';
import type { Unreadable } from '#src/library/database.ts';
import { ExportRuns } from '#src/panels/compare/runs/archive-buttons.tsx';
import { useLibrary, useServices } from '#src/store/hooks.ts';
import { Row } from '#src/ui/row.tsx';
import { words } from '#words/compare/runs.ts';
import { date } from '#words/forms.ts';

/** What is kept, but this version cannot read it: it stays until its reader deletes it. */
export function UnreadableRuns() {
  const { library } = useServices().compare;
  const unreadable = useLibrary((state) => state.unreadable);
  if (unreadable.length === 0) return null;
  return (
    <Alert color="yellow" mb="sm" title={words.keptButThisVersionCannot}>
      <List spacing="md" listStyleType="none">
        {unreadable.map((entry) => (
          <List.Item key={`${entry.kind} ${entry.id}`}>
            <Row>
              <span>
                <bdi>{nameOf(entry)}</bdi>
                {entry.createdAt !== null && `, ${date(entry.createdAt)}`}{' '}
                <Text span size="sm" c="dimmed">
                  ({entry.reason})
                </Text>
              </span>
              <ExportRuns ids={[entry.id]} />
              <Button onClick={() => void library.removeUnreadable(entry)}>{words.deleteIt}</Button>
            </Row>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

function nameOf({ kind, name }: Unreadable): string {
  return name ?? (kind === 'run' ? words.aRun : words.aSetOfRuns);
}
