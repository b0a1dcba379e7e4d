import { HelpDialog } from '#src/panels/help/help-dialog.tsx';
import { PresetsDialog } from '#src/panels/train/stories/presets-dialog.tsx';
import { useAppState, useCommands } from '#src/store/hooks.ts';
import { lazyPart } from '#src/ui/lazy-part.tsx';

const ShareDialog = lazyPart(() =>
  import('#src/panels/share/link/share-dialog.tsx').then((module) => module.ShareDialog),
);

const CodeDialog = lazyPart(() =>
  import('#src/panels/share/code/code-dialog.tsx').then((module) => module.CodeDialog),
);

const TableDialog = lazyPart(() =>
  import('#src/panels/fields/table/table-dialog.tsx').then((module) => module.TableDialog),
);

/** What opens over the page. */
export function Dialogs() {
  const dialog = useAppState((state) => state.page.dialog);
  const { openDialog } = useCommands();
  return (
    <>
      <PresetsDialog />
      <HelpDialog />
      {dialog === 'share' && <ShareDialog onDismiss={() => openDialog(null)} />}
      {dialog === 'table' && <TableDialog onDismiss={() => openDialog(null)} />}
      {dialog === 'code' && <CodeDialog onDismiss={() => openDialog(null)} />}
    </>
  );
}
