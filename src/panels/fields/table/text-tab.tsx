import { Button, FileButton, Group, Progress, Text, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import { guessedRoles } from '#src/data/table/column-kinds.ts';
import { type Choices, choicesOf } from '#src/data/table/make-table.ts';
import type { ReadOptions } from '#src/data/table/read-text.ts';
import { inlineText, readTable, referredHash } from '#src/experiment/table.ts';
import type { Result } from '#src/lib/result.ts';
import type { TableReader } from '#src/library/table-reader.ts';
import type { NamedTable, ReadTable } from '#src/library/table-worker.ts';
import { Review } from '#src/panels/fields/table/review.tsx';
import { useTable } from '#src/panels/fields/table/use-table.ts';
import { useTableReading } from '#src/panels/fields/table/use-table-reading.ts';
import { useAppState, useCommands, useRunner, useServices } from '#src/store/hooks.ts';
import { madeText, tableWords } from '#words/table.ts';

interface Props {
  /** What was pasted, or the file that was opened. */
  readonly source: Blob | string;
  readonly onSource: (source: Blob | string) => void;
}

/** A table is pasted or opened, looked at, and used. */
export function TextTab({ source, onSource }: Props) {
  const { reader, reading, read, stop } = useTableReading();
  const wanted = useWanted();
  useEffect(() => {
    void read(source);
  }, [read, source]);
  return (
    <>
      {wanted !== null && <Wanted text={wanted} />}
      <Textarea
        label={tableWords.label}
        description={tableWords.description}
        placeholder={tableWords.placeholder}
        value={typeof source === 'string' ? source.slice(0, shownCharacters) : nameOf(source)}
        readOnly={typeof source !== 'string' || source.length > shownCharacters}
        minRows={3}
        maxRows={6}
        autosize
        data-testid="table-text"
        onChange={(event) => onSource(event.currentTarget.value)}
      />
      <Group mt="xs">
        <FileButton
          accept="text/csv,text/plain,text/tab-separated-values,.csv,.tsv,.tab,.dat,.txt"
          onChange={(opened) => onSource(opened ?? '')}
        >
          {(props) => (
            <Button {...props} data-testid="open-table">
              {tableWords.openFile}
            </Button>
          )}
        </FileButton>
        {source !== '' && (
          <Button
            variant="subtle"
            data-testid="table-stop"
            onClick={() => {
              stop();
              onSource('');
            }}
          >
            {reading.stage === 'reading' ? tableWords.stop : tableWords.clear}
          </Button>
        )}
      </Group>
      {reading.stage === 'reading' && (
        <Progress
          mt="sm"
          value={100 * reading.progress}
          aria-label={tableWords.reading}
          data-testid="table-progress"
        />
      )}
      {reading.stage === 'refused' && <Refusal>{reading.reason}</Refusal>}
      {reading.stage === 'read' && (
        <Found
          reader={reader}
          table={reading.table}
          wanted={wanted}
          onRead={(options) => void read(source, options)}
        />
      )}
    </>
  );
}

/** Longer texts are not shown again; what they hold is. */
const shownCharacters = 20_000;

function nameOf(file: Blob & { readonly name?: string }): string {
  return file.name ?? '';
}

function Refusal({ children }: { readonly children: string }) {
  return (
    <Text mt="sm" size="sm" c="red" role="alert" data-testid="table-verdict">
      {children}
    </Text>
  );
}

interface FoundProps {
  readonly reader: TableReader;
  readonly table: ReadTable;
  /** What the experiment waits for, as a text of a table; null: it has its data. */
  readonly wanted: string | null;
  readonly onRead: (options: ReadOptions) => void;
}

/** What was read, and what becomes of it: the data that a link named, or a table by the reader's choices. */
function Found({ reader, table, wanted, onRead }: FoundProps) {
  const [choices, setChoices] = useState<Choices>(() => choicesOf(guessedRoles(table.columns)));
  const made = useMade(reader, choices);
  const take = useTable();
  const mismatch = useMatch(reader, wanted);
  return (
    <>
      {mismatch !== null && <Refusal>{tableWords.notMatched(mismatch)}</Refusal>}
      <Review table={table} choices={choices} onChoose={setChoices} onRead={onRead} />
      {made?.ok === false && <Refusal>{made.error}</Refusal>}
      {made?.ok !== false && (
        <Text mt="sm" size="sm" data-testid={made === null ? 'table-making' : 'table-verdict'}>
          {made === null
            ? tableWords.making
            : madeText(
                made.value.rows,
                made.value.inputCount,
                made.value.notes,
                inlineText(made.value.bytes)?.length ?? null,
              )}
        </Text>
      )}
      <Group mt="sm" justify="flex-end">
        <Button
          variant="filled"
          size="sm"
          disabled={!made?.ok}
          data-testid="use-table"
          onClick={() => {
            if (made?.ok) void take(made.value);
          }}
        >
          {tableWords.use}
        </Button>
      </Group>
    </>
  );
}

/** The table that the choices make; null while it is being made. */
function useMade(reader: TableReader, choices: Choices): Result<NamedTable> | null {
  const [made, setMade] = useState<{ of: Choices; table: Result<NamedTable> } | null>(null);
  useEffect(() => {
    let gone = false;
    void reader.ask('make', choices).then((table) => {
      if (!gone) setMade({ of: choices, table });
    });
    return () => {
      gone = true;
    };
  }, [reader, choices]);
  return made?.of === choices ? made.table : null;
}

/** The table that the experiment on show waits for, as a text; null: its data are here. */
function useWanted(): string | null {
  const text = useAppState(({ experiment }) => experiment.table);
  const { library } = useServices().compare;
  const { notify } = useCommands();
  const [missing, setMissing] = useState<string | null>(null);
  useEffect(() => {
    const hash = referredHash(text);
    let gone = false;
    if (hash !== null)
      void library
        .table(hash)
        .catch((error: unknown) => {
          notify('error', tableWords.notRead, [String(error)]);
          return null;
        })
        .then((bytes) => {
          if (!gone) setMissing(bytes === null ? text : null);
        });
    return () => {
      gone = true;
    };
  }, [text, library, notify]);
  return missing === text ? missing : null;
}

function Wanted({ text }: { readonly text: string }) {
  const head = readTable(text);
  if (!head.ok) return null;
  const { rows, columns } = head.value;
  return (
    <Text size="sm" mb="sm" data-testid="table-wanted">
      {tableWords.wanted(
        rows,
        columns.map(({ name }) => name),
      )}
    </Text>
  );
}

/** Where the experiment waits for its data and these are they, it goes on with them. @returns why they are not */
function useMatch(reader: TableReader, wanted: string | null): string | null {
  const { library } = useServices().compare;
  const runner = useRunner();
  const { notify, setPage } = useCommands();
  const [mismatch, setMismatch] = useState<string | null>(null);
  useEffect(() => {
    const hash = wanted && referredHash(wanted);
    if (!wanted || !hash) return undefined;
    let gone = false;
    const match = async () => {
      const bytes = await reader.ask('match', wanted);
      if (gone) return;
      if (!bytes.ok) return setMismatch(bytes.error);
      if (!(await library.keepTable(hash, bytes.value))) return notify('error', tableWords.noRoom);
      setPage({ dialog: null, tableFile: null });
      notify('info', tableWords.matched);
      runner.retry();
    };
    match().catch((error: unknown) => notify('error', tableWords.notRead, [String(error)]));
    return () => {
      gone = true;
    };
  }, [reader, wanted, library, runner, notify, setPage]);
  return mismatch;
}
