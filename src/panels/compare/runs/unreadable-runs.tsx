import { Alert, Button } from '@mantine/core';
import type { Unreadable } from '#src/library/database.ts';
import { ExportRuns } from '#src/panels/compare/runs/archive-buttons.tsx';
import shared from '#src/panels/shared/compare.module.css';
import { useLibrary, useServices } from '#src/store/hooks.ts';
import { words } from '#words/compare/runs.ts';
import { date } from '#words/forms.ts';

/** What is kept, but this version cannot read it: it stays until its reader deletes it. */
export function UnreadableRuns() {
  const { library } = useServices().compare;
  const unreadable = useLibrary((state) => state.unreadable);
  if (unreadable.length === 0) return null;
  return (
    <Alert color="yellow" mb="sm" title={words.keptButThisVersionCannot}>
      <ul className={shared.stack}>
        {unreadable.map((entry) => (
          <li key={`${entry.kind} ${entry.id}`} className={shared.row}>
            <span>
              {nameOf(entry)} <span className={shared.quiet}>({entry.reason})</span>
            </span>
            <ExportRuns ids={[entry.id]} />
            <Button
              size="xs"
              variant="default"
              onClick={() => void library.removeUnreadable(entry)}
            >
              {words.deleteIt}
            </Button>
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function nameOf({ kind, name, createdAt }: Unreadable): string {
  const what = name ?? (kind === 'run' ? words.aRun : words.aSetOfRuns);
  if (createdAt === null) return what;
  return `${what}, ${date(createdAt)}`;
}
