import { Alert, Button } from '@mantine/core';
import { useLibrary, useServices } from '#src/store/hooks.ts';
import { Prose } from '#src/ui/prose.tsx';
import { Row } from '#src/ui/row.tsx';
import { words } from '#words/compare/storage.ts';

/** That runs are listed which the browser does not hold, and why. */
export function StorageTrouble() {
  const { library } = useServices().compare;
  const { trouble, unsaved } = useLibrary(({ trouble, unsaved }) => ({ trouble, unsaved }));
  if (trouble === null) return null;
  const count = unsaved.length;
  return (
    <Alert
      color="red"
      mb="sm"
      data-testid="storage-trouble"
      title={count === 0 ? words.notAllCouldBeKept : words.notKept(count)}
    >
      <Prose>{trouble}</Prose>
      {count > 0 && (
        <Row>
          <span>{words.theyLastOnlyAsLongAs}</span>
          <Button
            size="compact-sm"
            variant="light"
            data-testid="retry-storage"
            onClick={() => void library.retry()}
          >
            {words.tryAgain}
          </Button>
        </Row>
      )}
    </Alert>
  );
}
