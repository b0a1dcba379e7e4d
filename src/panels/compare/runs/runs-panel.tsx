import { Alert, Button, Pagination, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import { ImportRuns } from '#src/panels/compare/runs/archive-buttons.tsx';
import {
  type ListFilter,
  type ListOrder,
  listedRuns,
} from '#src/panels/compare/runs/list-order.ts';
import classes from '#src/panels/compare/runs/runs.module.css';
import { RunsTable } from '#src/panels/compare/runs/runs-table.tsx';
import { RunsToolbar } from '#src/panels/compare/runs/runs-toolbar.tsx';
import { SelectionBar } from '#src/panels/compare/runs/selection-bar.tsx';
import { UnreadableRuns } from '#src/panels/compare/runs/unreadable-runs.tsx';
import shared from '#src/panels/shared/compare.module.css';
import { useCompareCommands, useLibrary, useServices } from '#src/store/hooks.ts';

const runsPerPage = 15;

/** Every kept run: find, sort, select. */
export function RunsPanel() {
  const { runs, loaded } = useLibrary(({ runs, loaded }) => ({ runs, loaded }));
  const [filter, setFilter] = useState<ListFilter>({ text: '', from: 'all' });
  const [order, setOrder] = useState<ListOrder>({ key: 'createdAt', descending: true });
  const [page, setPage] = useState(1);
  const listed = useMemo(() => listedRuns(runs, filter, order), [runs, filter, order]);
  const pages = Math.max(1, Math.ceil(listed.length / runsPerPage));
  const shownPage = Math.min(page, pages);
  const shown = listed.slice((shownPage - 1) * runsPerPage, shownPage * runsPerPage);

  return (
    <section className={shared.card} aria-labelledby="runs-title">
      <div className={shared.head}>
        <Title order={2} size="h4" id="runs-title">
          Runs
        </Title>
      </div>
      <StorageNote />
      <UnreadableRuns />
      <DeletedNote />
      {runs.length === 0 ? (
        loaded && <NoRuns />
      ) : (
        <>
          <RunsToolbar
            filter={filter}
            onFilter={(next) => {
              setFilter(next);
              setPage(1);
            }}
            listed={listed}
          />
          <RunsTable runs={shown} listed={listed} order={order} onOrder={setOrder} />
          <div className={classes.foot}>
            <p className={shared.quiet} role="status" data-testid="run-count">
              {listed.length === runs.length
                ? `${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`
                : `${listed.length} of ${runs.length} runs`}
            </p>
            {pages > 1 && (
              <Pagination
                size="sm"
                total={pages}
                value={shownPage}
                onChange={setPage}
                getControlProps={(control) => ({ 'aria-label': `${control} page` })}
                getItemProps={(item) => ({ 'aria-label': `page ${item}` })}
              />
            )}
          </div>
          <SelectionBar />
        </>
      )}
    </section>
  );
}

function NoRuns() {
  const { showView } = useCompareCommands();
  return (
    <div className={shared.empty}>
      <p>No runs yet. Train one, and it is kept here with its curve and its network.</p>
      <div className={classes.ways}>
        <Button size="xs" onClick={() => showView('train')}>
          Train a run
        </Button>
        <ImportRuns />
      </div>
    </div>
  );
}

/** Why the browser keeps no runs, where it does not. */
const reasons = {
  refused: 'This browser keeps nothing for us, as private windows do.',
  newer:
    'A newer Fitscope has kept runs in this browser, and this page cannot read them: reload it.',
} as const;

function StorageNote() {
  const persistence = useLibrary((state) => state.persistence);
  if (persistence === 'kept') return null;
  return (
    <Alert color="yellow" mb="sm" title="Runs last only as long as this page">
      {reasons[persistence]} Export the runs to a file to keep them.
    </Alert>
  );
}

function DeletedNote() {
  const count = useLibrary(({ deleted }) => deleted.length);
  const { library } = useServices().compare;
  if (count === 0) return null;
  return (
    <Alert
      color="indigo"
      mb="sm"
      p="xs"
      withCloseButton
      closeButtonLabel="Dismiss"
      onClose={() => library.forgetDeleted()}
      role="status"
    >
      <div className={shared.row}>
        <span>
          {count} {count === 1 ? 'run' : 'runs'} deleted.
        </span>
        <Button
          size="compact-sm"
          variant="light"
          data-testid="undelete"
          onClick={() => void library.undelete()}
        >
          Undo
        </Button>
      </div>
    </Alert>
  );
}
