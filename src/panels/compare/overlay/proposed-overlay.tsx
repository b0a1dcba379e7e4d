import { Alert, Button, Stack } from '@mantine/core';
import { IconInfoCircle, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useCompare, useCompareCommands, useServices } from '#src/store/hooks.ts';
import { Row } from '#src/ui/row.tsx';
import { namesApart } from '#src/words/names.ts';
import { words } from '#words/compare/overlay.ts';

/** What the link lays over one another, until it is trained. */
export function ProposedOverlay() {
  const overlay = useCompare((state) => state.overlay);
  const { startOverlay, dismissOverlay } = useCompareCommands();
  const { library } = useServices().compare;
  if (overlay.length === 0) return null;
  const names = namesApart(overlay.map(({ experiment }) => experiment));
  return (
    <Alert
      color="indigo"
      title={words.thisLinkLaysRunsOverOneAnother}
      icon={<IconInfoCircle size={18} aria-hidden />}
      withCloseButton
      closeButtonLabel={words.dismiss}
      onClose={dismissOverlay}
      data-testid="proposed-overlay"
    >
      <Stack>
        <ul>
          {overlay.map(({ seeds }, i) => (
            // Two of them may be equal in everything but their place.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={i}>{words.withSeeds(names[i] ?? '', seeds)}</li>
          ))}
        </ul>
        <Row>
          <Button
            variant="filled"
            size="sm"
            data-testid="start-overlay"
            leftSection={<IconPlayerPlayFilled size={16} aria-hidden />}
            onClick={() => library.select(startOverlay())}
          >
            {words.trainThem}
          </Button>
        </Row>
      </Stack>
    </Alert>
  );
}
