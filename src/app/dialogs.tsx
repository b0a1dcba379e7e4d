import { HelpDialog } from '#src/panels/help/help-dialog.tsx';
import { PresetsDialog } from '#src/panels/train/stories/presets-dialog.tsx';
import { useAppState, useCommands } from '#src/store/hooks.ts';
import { lazyPart } from '#src/ui/lazy-part.tsx';

const ShareDialog = lazyPart(() =>
  import('#src/panels/share/link/share-dialog.tsx').then((module) => module.ShareDialog),
);

/** What opens over the page. */
export function Dialogs() {
  const sharing = useAppState((state) => state.page.dialog === 'share');
  const { openDialog } = useCommands();
  return (
    <>
      <PresetsDialog />
      <HelpDialog />
      {sharing && <ShareDialog onDismiss={() => openDialog(null)} />}
    </>
  );
}
