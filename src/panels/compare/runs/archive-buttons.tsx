import { Button, FileButton, Text } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { saveFile } from '#src/charts/save-file.ts';
import { useServices } from '#src/store/hooks.ts';
import type { Imported } from '#src/store/library/run-library.ts';
import { words } from '#words/compare/runs.ts';

/** Saves runs with their curves as one file. @param ids which */
export function ExportRuns({ ids }: { ids: readonly string[] }) {
  const { library } = useServices().compare;
  const [problem, setProblem] = useState('');
  const save = async () => {
    const file = await library.exportRuns(ids);
    if (file.ok) saveFile('fitscope-runs.json.gz', file.value);
    setProblem(file.ok ? '' : words.nothingWasExportedFor(file.error));
  };
  return (
    <>
      <Button
        leftSection={<IconDownload size={14} aria-hidden />}
        data-testid="export-runs"
        onClick={() => void save()}
      >
        {words.export}
      </Button>
      {problem !== '' && (
        <Text component="output" size="sm" c="dimmed">
          {problem}
        </Text>
      )}
    </>
  );
}

/** Takes the runs of such a file in. */
export function ImportRuns() {
  const { library } = useServices().compare;
  const [outcome, setOutcome] = useState('');
  const take = async (file: File | null) => {
    if (file === null) return;
    const imported = await library.importRuns(file);
    setOutcome(
      imported.ok ? outcomeText(imported.value) : words.theFileCouldNotBeRead(imported.error),
    );
  };
  return (
    <>
      <FileButton
        accept=".json,.gz,application/json,application/gzip"
        onChange={(file) => void take(file)}
      >
        {(props) => (
          <Button
            {...props}
            data-testid="import-runs"
            leftSection={<IconUpload size={14} aria-hidden />}
          >
            {words.import}
          </Button>
        )}
      </FileButton>
      {outcome !== '' && (
        <Text component="output" size="sm" c="dimmed">
          {outcome}
        </Text>
      )}
    </>
  );
}

/** Runs that could not be read and are named. */
const namedRuns = 3;

function outcomeText({ count, refused }: Imported): string {
  const named = refused.slice(0, namedRuns).map(({ name, reason }) => `“${name}” (${reason})`);
  return words.someRefused(count, refused.length, named, refused.length - named.length);
}
