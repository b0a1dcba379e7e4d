import { readFile } from 'node:fs/promises';
import { err, ok, type Result } from '#src/lib/result.ts';

/** The text of a file, or the system's words of why there is none. */
export async function textOfFile(path: string): Promise<Result<string, readonly string[]>> {
  try {
    return ok(await readFile(path, 'utf8'));
  } catch (error) {
    return err([error instanceof Error ? error.message : String(error)]);
  }
}
