import { maxFileLength } from '#src/share/experiment-file.ts';
import type { Commands } from '#src/store/app/commands.ts';

/** A longer file is too long, whatever is in it: a character takes at most three bytes. */
const mostBytes = 3 * maxFileLength + 1;

/**
 * Opens an experiment file that the reader picked or dropped; what is wrong with it is said in a notice.
 *
 * @returns whether it is one
 */
export async function openFrom(
  file: Blob,
  { openFile, notify }: Pick<Commands, 'openFile' | 'notify'>,
): Promise<boolean> {
  try {
    return openFile(await file.slice(0, mostBytes).text());
  } catch {
    // Browsers tell a folder from a file only by failing to read it.
    notify('error', 'The file could not be opened', [
      'it cannot be read: it is a folder, or it was moved, deleted or locked',
    ]);
    return false;
  }
}
