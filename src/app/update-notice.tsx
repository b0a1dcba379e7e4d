import { Affix, Alert, Button } from '@mantine/core';
import { useState, useSyncExternalStore } from 'react';
import type { Updates } from '#src/app/updates.ts';
import { words } from '#words/app.ts';

/** Above the bar of narrow screens. */
const place = { bottom: 76, right: 16 } as const;

/** Offers a newer version; training is never interrupted for it. */
export function UpdateNotice({ updates }: { updates: Updates }) {
  const isReady = useSyncExternalStore(updates.subscribe, updates.isReady);
  const [later, setLater] = useState(false);
  if (!isReady || later) return null;
  return (
    <Affix position={place} zIndex="var(--layer-notice)">
      <Alert
        variant="white"
        title={words.aNewVersionOfFitscope}
        withCloseButton
        closeButtonLabel={words.later}
        onClose={() => setLater(true)}
        maw="20rem"
        bd="1px solid var(--mantine-color-default-border)"
        data-testid="update"
      >
        <Button variant="filled" onClick={updates.accept} data-testid="use-update">
          {words.loadThePageWithIt}
        </Button>
      </Alert>
    </Affix>
  );
}
