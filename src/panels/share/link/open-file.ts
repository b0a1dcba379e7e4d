import { ok, type Result } from '#src/lib/result.ts';
import { readCarried } from '#src/library/carried-table.ts';
import type { Assembled } from '#src/share/assemble.ts';
import {
  fromExperimentFile,
  maxFileLength,
  maxFileLengthWithTable,
} from '#src/share/experiment-file.ts';
import type { Commands } from '#src/store/app/commands.ts';
import type { RunLibrary } from '#src/store/library/run-library.ts';
import { words } from '#words/share/link.ts';

/** A longer file is too long, whatever is in it: a character takes at most three bytes. */
const mostBytes = 2 * maxFileLength + maxFileLengthWithTable + 1;
/** Notebooks hold pictures, too. */
const maxCodeBytes = 20_000_000;

/**
 * Opens a file that the reader picked or dropped: an experiment, or a table or code, which are shown first. What is wrong with it is
 * said in a notice. A table that comes with an experiment is kept first.
 *
 * @returns whether it is an experiment
 */
export async function openFrom(
  file: Blob & { readonly name?: string },
  { openFile, notify, setPage }: Pick<Commands, 'openFile' | 'notify' | 'setPage'>,
  library: Pick<RunLibrary, 'keepTable'>,
): Promise<boolean> {
  try {
    if (/\.(?:csv|tsv|tab|txt|dat)$/i.test(file.name ?? '')) {
      setPage({ dialog: 'table', tableFile: file });
      return false;
    }
    if (!/\.(?:py|ipynb|jl)$/i.test(file.name ?? ''))
      return openFile(await readFrom(await file.slice(0, mostBytes).text(), library));
    if (file.size > maxCodeBytes) {
      notify('error', words.theFileCouldNotBeOpened, [words.itIsLargerThan20Mb]);
      return false;
    }
    const { notebookCode } = await import('#src/code/read/notebook.ts');
    const text = await file.text();
    setPage({ dialog: 'code', code: notebookCode(text) ?? text });
    return false;
  } catch {
    // Browsers tell a folder from a file only by failing to read it.
    notify('error', words.theFileCouldNotBeOpened, [words.itCannotBeReadItIsA]);
    return false;
  }
}

async function readFrom(
  text: string,
  library: Pick<RunLibrary, 'keepTable'>,
): Promise<Result<Assembled>> {
  const file = fromExperimentFile(text);
  if (!file.ok || file.value.table === undefined) return file;
  const table = await readCarried(file.value.table);
  const trouble = table.ok ? words.thereIsNoRoomForIt : table.error;
  if (table.ok && (await library.keepTable(table.value.hash, table.value.bytes))) return file;
  const { problems, ...rest } = file.value;
  return ok({ ...rest, problems: [...problems, { field: 'table', message: trouble }] });
}
