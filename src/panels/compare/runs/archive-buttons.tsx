import { Button, FileButton } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { saveFile } from '#src/charts/save-file.ts';
import { fromArchiveFile, toArchiveFile } from '#src/library/archive-file.ts';
import shared from '#src/panels/shared/compare.module.css';
import { useServices } from '#src/store/hooks.ts';

/** Saves runs with their curves as one file. @param ids which */
export function ExportRuns({ ids }: { ids: readonly string[] }) {
  const { library } = useServices().compare;
  const save = async () => {
    const file = await toArchiveFile(await library.exportRuns(ids));
    saveFile(`fitscope-runs.${file.extension}`, new Blob([file.bytes], { type: file.type }));
  };
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconDownload size={14} aria-hidden />}
      onClick={() => void save()}
    >
      Export
    </Button>
  );
}

/** Takes the runs of such a file in. */
export function ImportRuns() {
  const { library } = useServices().compare;
  const [outcome, setOutcome] = useState('');
  const take = async (file: File | null) => {
    if (file === null) return;
    const bytes = await file.arrayBuffer().catch(() => null);
    if (bytes === null) {
      setOutcome('The file could not be read: it was moved, deleted or locked.');
      return;
    }
    const json = await fromArchiveFile(new Uint8Array(bytes));
    const count = json.ok ? await library.importRuns(json.value) : json;
    setOutcome(
      count.ok
        ? `${count.value} ${count.value === 1 ? 'run' : 'runs'} came in.`
        : `The file could not be read: ${count.error}.`,
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
            size="xs"
            variant="default"
            leftSection={<IconUpload size={14} aria-hidden />}
          >
            Import
          </Button>
        )}
      </FileButton>
      {outcome !== '' && <output className={shared.quiet}>{outcome}</output>}
    </>
  );
}
