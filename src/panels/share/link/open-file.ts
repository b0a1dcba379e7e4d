import type { Commands } from '#src/store/app/commands.ts';

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
    return openFile(await file.text());
  } catch {
    // Browsers tell a folder from a file only by failing to read it.
    notify('error', 'The file could not be opened', [
      'it cannot be read: it is a folder, or it was moved, deleted or locked',
    ]);
    return false;
  }
}
