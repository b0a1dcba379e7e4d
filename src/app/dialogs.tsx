import { lazy, Suspense } from 'react';
import { HelpDialog } from '#src/panels/help/help-dialog.tsx';
import { PresetsDialog } from '#src/panels/train/stories/presets-dialog.tsx';
import { useAppState } from '#src/store/hooks.ts';

const ShareDialog = lazy(() =>
  import('#src/panels/share/link/share-dialog.tsx').then((module) => ({
    default: module.ShareDialog,
  })),
);

/** What opens over the page. */
export function Dialogs() {
  const sharing = useAppState((state) => state.page.dialog === 'share');
  return (
    <>
      <PresetsDialog />
      <HelpDialog />
      {sharing && (
        <Suspense>
          <ShareDialog />
        </Suspense>
      )}
    </>
  );
}
