import { Alert, Button, Pagination } from '@mantine/core';
import { useMemo, useState } from 'react';
import { ImportRuns } from '#src/panels/compare/runs/archive-buttons.tsx';
import { BatchesTable } from '#src/panels/compare/runs/batches-table.tsx';
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
import { useCompareCommands, useLibrary, useServices } from '#src/store/hooks.ts';
import { Card } from '#src/ui/card.tsx';
import { Empty } from '#src/ui/empty.tsx';
import { Later } from '#src/ui/later.tsx';
import { Prose } from '#src/ui/prose.tsx';
import { Row } from '#src/ui/row.tsx';
import { words } from '#words/compare/runs.ts';

const runsPerPage = 15;

/** Every kept run: find, sort, select. */
export function RunsPanel() {
  const { runs, loaded } = useLibrary(({ runs, loaded }) => ({ runs, loaded }));
  const [filter, setFilter] = useState<ListFilter>({ text: '', from: 'all' });
  const [order, setOrder] = useState<ListOrder>({ key: 'createdAt', descending: true });
  const [grouped, setGrouped] = useState(false);
  const [page, setPage] = useState(1);
  const listed = useMemo(() => listedRuns(runs, filter, order), [runs, filter, order]);
  const pages = Math.max(1, Math.ceil(listed.length / runsPerPage));
  const shownPage = Math.min(page, pages);
  const shown = listed.slice((shownPage - 1) * runsPerPage, shownPage * runsPerPage);
  const narrow = (next: ListFilter) => {
    setFilter(next);
    setPage(1);
  };

  return (
    <Card order={2} title={words.runs}>
      <StorageNote />
      <UnreadableRuns />
      <DeletedNote />
      {runs.length === 0 ? (
        loaded && <NoRuns />
      ) : (
        <Later>
          <RunsToolbar
            filter={filter}
            onFilter={narrow}
            grouped={grouped}
            onGrouped={setGrouped}
            listed={listed}
          />
          {grouped ? (
            <BatchesTable
              listed={listed}
              onOpen={(from) => {
                narrow({ ...filter, from });
                setGrouped(false);
              }}
            />
          ) : (
            <RunsTable runs={shown} listed={listed} order={order} onOrder={setOrder} />
          )}
          <div className={classes.foot}>
            <Prose look="quiet" role="status" data-testid="run-count">
              {words.runCount(listed.length, runs.length)}
            </Prose>
            {pages > 1 && !grouped && (
              <Pagination
                size="sm"
                total={pages}
                value={shownPage}
                onChange={setPage}
                getControlProps={(control) => ({ 'aria-label': words.pageOf(control) })}
                getItemProps={(item) => ({ 'aria-label': words.pageNumber(item) })}
              />
            )}
          </div>
          <SelectionBar />
        </Later>
      )}
    </Card>
  );
}

function NoRuns() {
  const { showView } = useCompareCommands();
  return (
    <Empty>
      <p>{words.noRunsYetTrainOneAnd}</p>
      <div className={classes.ways}>
        <Button variant="filled" onClick={() => showView('train')}>
          {words.trainARun}
        </Button>
        <ImportRuns />
      </div>
    </Empty>
  );
}

/** Why the browser keeps no runs, where it does not. */
const reasons = {
  refused: words.thisBrowserKeepsNothing,
  newer: words.aNewerFitscopeHasKept,
} as const;

function StorageNote() {
  const persistence = useLibrary((state) => state.persistence);
  if (persistence === 'kept') return null;
  return (
    <Alert color="yellow" mb="sm" title={words.runsLastOnlyAsLongAs}>
      {reasons[persistence]}
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
      closeButtonLabel={words.dismiss}
      onClose={() => library.forgetDeleted()}
      role="status"
    >
      <Row>
        <span>{words.deleted(count)}</span>
        <Button
          size="compact-sm"
          variant="light"
          data-testid="undelete"
          onClick={() => void library.undelete()}
        >
          {words.undo}
        </Button>
      </Row>
    </Alert>
  );
}
