import { Button, Menu } from '@mantine/core';
import {
  IconChartLine,
  IconDownload,
  IconFileText,
  IconPlayerPlay,
  IconShare2,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import { saveFile } from '#src/charts/save-file.ts';
import { kindOfExperiment } from '#src/experiment/differences.ts';
import { runsCsv, runTableCsv } from '#src/export/csv.ts';
import { runJson } from '#src/export/run-json.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import classes from '#src/panels/compare/runs/runs.module.css';
import { distinctRunNames, endingPhrase } from '#src/panels/shared/run-words.ts';
import { emptyTable } from '#src/records/record-table.ts';
import { useCommands, useCompareCommands, useLibrary, useServices } from '#src/store/hooks.ts';
import { MenuButton } from '#src/ui/dropdown.tsx';
import { words } from '#words/compare/runs.ts';

/** Of the place where the curves of the selected runs lie over one another. */
const overlayId = 'overlay';

const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

/** What can be done with the runs that are selected. */
export function SelectionBar() {
  const { library } = useServices().compare;
  const { setUp } = useCompareCommands();
  const { openDialog } = useCommands();
  const selected = useLibrary((state) => {
    const chosen = new Set(state.selected);
    return state.runs.filter(({ id }) => chosen.has(id));
  });
  if (selected.length === 0) return null;
  const ids = selected.map(({ id }) => id);
  const experiments = distinctExperiments(selected);
  const isOneGroup = experiments.length === 1;
  return (
    <div className={classes.selection} role="toolbar" aria-label={words.selectedRuns}>
      <span className={classes.selected} data-testid="selected-count">
        {words.selected(selected.length)}
      </span>
      <Button
        variant="filled"
        leftSection={<IconPlayerPlay {...icon} />}
        onClick={() => setUp(experiments.map((experiment) => ({ experiment, name: null })))}
      >
        {isOneGroup ? words.runWithMoreSeeds : words.runAgainstEachOther}
      </Button>
      <Button
        leftSection={<IconFileText {...icon} />}
        data-testid="report"
        onClick={() => openDialog({ kind: 'report', ids })}
      >
        {words.report}
      </Button>
      <Button
        leftSection={<IconChartLine {...icon} />}
        data-testid="show-overlay"
        onClick={() => document.getElementById(overlayId)?.scrollIntoView()}
      >
        {words.showCurves}
      </Button>
      <ExportMenu selected={selected} />
      {isOneGroup && (
        <Button
          leftSection={<IconShare2 {...icon} />}
          onClick={() => openDialog({ kind: 'claim', ids })}
        >
          {words.shareResult}
        </Button>
      )}
      <Button
        color="red"
        leftSection={<IconTrash {...icon} />}
        data-testid="delete-selected"
        onClick={() => void library.remove(ids)}
      >
        {words.deleteIt}
      </Button>
      <Button
        variant="subtle"
        color="gray"
        leftSection={<IconX {...icon} />}
        onClick={() => library.select([])}
      >
        {words.clear}
      </Button>
    </div>
  );
}

/** Each experiment once, whatever its seed. */
function distinctExperiments(runs: readonly StoredRun[]) {
  const kinds = new Map(
    runs.map(({ experiment }) => [kindOfExperiment(experiment), experiment] as const),
  );
  return [...kinds.values()];
}

function ExportMenu({ selected }: { selected: readonly StoredRun[] }) {
  const { notify } = useCommands();
  const { library } = useServices().compare;
  const finished = async () => {
    const names = distinctRunNames(selected);
    const runs = await Promise.all(
      selected.map(async (run) => {
        const records = (await library.curve(run.id))?.records ?? emptyTable;
        return {
          name: names.get(run.id) as string,
          run: runJson({ ...run, records, guessing: null }),
        };
      }),
    );
    return runs;
  };
  const save = (name: string, type: string, content: BlobPart) =>
    saveFile(name, new Blob([content], { type }));
  const table = () => {
    const names = distinctRunNames(selected);
    const rows = selected.map((run) => ({
      ...run,
      name: names.get(run.id) as string,
      ending: endingPhrase(run),
    }));
    save('fitscope-run-table.csv', 'text/csv', runTableCsv(rows));
  };
  const exports = {
    [words.csvOneRowPerRun]: async () => table(),
    [words.csvRecordedEpochs]: async () =>
      save('fitscope-runs.csv', 'text/csv', runsCsv(await finished())),
    [words.jsonRecordedEpochs]: async () => {
      const runs = (await finished()).map(({ run }) => run);
      save('fitscope-runs.json', 'application/json', JSON.stringify(runs, null, 1));
    },
    [words.archiveForImporting]: async () => {
      const file = await library.exportRuns(selected.map(({ id }) => id));
      if (file.ok) saveFile('fitscope-runs-archive.json.gz', file.value);
      else notify('error', words.nothingWasExported, [file.error]);
    },
  } as const;
  return (
    <MenuButton
      position="top-end"
      renderButton={(opener) => (
        <Button {...opener} leftSection={<IconDownload {...icon} />}>
          {words.export}
        </Button>
      )}
    >
      {Object.entries(exports).map(([label, write]) => (
        <Menu.Item key={label} onClick={() => void write()}>
          {label}
        </Menu.Item>
      ))}
    </MenuButton>
  );
}
