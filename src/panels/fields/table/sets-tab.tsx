import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import classes from '#src/panels/fields/table/table.module.css';
import { type SetId, setWords, tableWords } from '#words/table.ts';

const load = {
  iris: () => import('#src/panels/fields/table/sets/iris.csv?raw'),
  penguins: () => import('#src/panels/fields/table/sets/penguins.csv?raw'),
  co2: () => import('#src/panels/fields/table/sets/co2.csv?raw'),
  weather: () => import('#src/panels/fields/table/sets/weather.csv?raw'),
} as const satisfies Record<SetId, () => Promise<{ readonly default: string }>>;

const setIds = Object.keys(load) as readonly SetId[];

/** Real data to begin with, each with its source and licence. @param onOpen given the text of one */
export function SetsTab({ onOpen }: { readonly onOpen: (text: string) => void }) {
  const [failed, setFailed] = useState<SetId | null>(null);
  const open = (id: SetId) =>
    load[id]().then(
      ({ default: text }) => onOpen(text),
      () => setFailed(id),
    );
  return (
    <ul className={classes.sets}>
      {setIds.map((id) => {
        const { name, about, source } = setWords[id];
        return (
          <li key={id}>
            <Title order={3} size="h6">
              {name}
            </Title>
            <Text size="sm">{about}</Text>
            <Text size="xs" c="dimmed">
              {source}
            </Text>
            <Button data-testid={`set-${id}`} onClick={() => void open(id)}>
              {tableWords.look}
            </Button>
            {failed === id && (
              <Text size="sm" c="red" role="alert">
                {tableWords.notLoaded}
              </Text>
            )}
          </li>
        );
      })}
    </ul>
  );
}
