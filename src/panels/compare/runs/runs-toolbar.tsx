import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { StoredRun } from '#src/library/stored-run.ts';
import { ExportRuns, ImportRuns } from '#src/panels/compare/runs/archive-buttons.tsx';
import type { ListFilter } from '#src/panels/compare/runs/list-order.ts';
import classes from '#src/panels/compare/runs/runs.module.css';
import { useBatches, useLibrary } from '#src/store/hooks.ts';
import { Row } from '#src/ui/row.tsx';
import { words } from '#words/compare/runs.ts';

interface RunsToolbarProps {
  readonly filter: ListFilter;
  readonly onFilter: (filter: ListFilter) => void;
  /** A row is a batch. */
  readonly grouped: boolean;
  readonly onGrouped: (grouped: boolean) => void;
  /** The runs that pass the filter. */
  readonly listed: readonly StoredRun[];
}

/** What narrows the list down, and the file that holds them. */
export function RunsToolbar({ filter, onFilter, grouped, onGrouped, listed }: RunsToolbarProps) {
  const batches = useBatches((state) => state.batches);
  const groupIds = useLibrary(({ runs }) => [...new Set(runs.map(({ groupId }) => groupId))]);
  const sources = batches.filter(({ id }) => groupIds.includes(id)).toReversed();
  return (
    <Row>
      <TextInput
        className={classes.search}
        aria-label={words.findRuns}
        placeholder={words.findByNameNotesSeed}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={filter.text}
        onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
      />
      <NativeSelect
        aria-label={words.whichRuns}
        value={filter.from}
        onChange={(event) => onFilter({ ...filter, from: event.currentTarget.value })}
        data={[
          { value: 'all', label: words.allRuns },
          { value: 'single', label: words.singleRuns },
          ...sources.map(({ id, batch }) => ({ value: id, label: batch.title })),
        ]}
      />
      {sources.length > 0 && (
        <Checkbox
          className={classes.grouped ?? ''}
          label={words.byBatch}
          data-testid="by-batch"
          checked={grouped}
          onChange={(event) => onGrouped(event.currentTarget.checked)}
        />
      )}
      <ExportRuns ids={listed.map(({ id }) => id)} />
      <ImportRuns />
    </Row>
  );
}
