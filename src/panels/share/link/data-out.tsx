import { Button, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { saveFile } from '#src/charts/save-file.ts';
import classes from '#src/panels/share/link/share.module.css';
import { useDataFile } from '#src/panels/share/link/use-data-file.ts';
import { Row } from '#src/ui/row.tsx';
import { dataOutWords } from '#words/table.ts';

/** The data that a link only names, as a file to send along with it; nothing where the link holds them. */
export function DataOut() {
  const dataFile = useDataFile();
  if (dataFile === null) return null;
  const save = async () => {
    const file = await dataFile();
    if (file !== null) saveFile(file.name, file.csv);
  };
  return (
    <section className={classes.wide} data-testid="data-out">
      <Title order={3} size="h6">
        {dataOutWords.title}
      </Title>
      <Text size="sm">{dataOutWords.text}</Text>
      <Row mt="0.6rem">
        <Button
          size="sm"
          leftSection={<IconDownload size={16} stroke={1.6} aria-hidden />}
          data-testid="save-data"
          onClick={() => void save()}
        >
          {dataOutWords.save}
        </Button>
      </Row>
    </section>
  );
}
