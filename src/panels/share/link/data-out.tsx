import { Button, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { fileName, saveFile } from '#src/charts/save-file.ts';
import { referredHash } from '#src/experiment/table.ts';
import { TableReader } from '#src/library/table-reader.ts';
import classes from '#src/panels/share/link/share.module.css';
import { useAppState, useCommands, useServices } from '#src/store/hooks.ts';
import { dataOutWords } from '#words/table.ts';

/** The data that a link only names, as a file to send along with it; nothing where the link holds them. */
export function DataOut() {
  const hash = useAppState(({ experiment }) => referredHash(experiment.table));
  const { library } = useServices().compare;
  const { notify } = useCommands();
  if (hash === null) return null;
  const save = async () => {
    const reader = new TableReader();
    try {
      const bytes = await library.table(hash);
      if (bytes === null) return notify('error', dataOutWords.notHere);
      const csv = await reader.ask('write', bytes);
      if (csv.ok) saveFile(fileName(dataOutWords.fileName(hash.slice(0, 8)), 'csv'), csv.value);
      else notify('error', dataOutWords.notHere, [csv.error]);
    } catch (error) {
      notify('error', dataOutWords.notRead, [String(error)]);
    } finally {
      reader.stop();
    }
  };
  return (
    <section className={classes.wide} data-testid="data-out">
      <Title order={3} size="h6">
        {dataOutWords.title}
      </Title>
      <Text size="sm">{dataOutWords.text}</Text>
      <div className={classes.row}>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} stroke={1.6} aria-hidden />}
          data-testid="save-data"
          onClick={() => void save()}
        >
          {dataOutWords.save}
        </Button>
      </div>
    </section>
  );
}
