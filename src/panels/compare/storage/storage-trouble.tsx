import { Alert, Button } from '@mantine/core';
import shared from '#src/panels/shared/compare.module.css';
import { useLibrary, useServices } from '#src/store/hooks.ts';

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
      title={
        count === 0
          ? 'Not all could be kept'
          : `${count} ${count === 1 ? 'run is' : 'runs are'} not kept`
      }
    >
      <p className={shared.text}>{trouble}</p>
      {count > 0 && (
        <div className={shared.row}>
          <span>They last only as long as this page.</span>
          <Button size="compact-sm" variant="light" onClick={() => void library.retry()}>
            Try again
          </Button>
        </div>
      )}
    </Alert>
  );
}
