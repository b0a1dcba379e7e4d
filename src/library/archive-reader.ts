import { err, type Result } from '#src/lib/result.ts';
import type { ReadArchive } from '#src/library/archive.ts';
import { words } from '#words/base/library.ts';

/** `fromArchiveFile` in a worker of its own: a file may be large, or made to be hard to read, and the page goes on. */
export function readArchiveAside(file: Blob): Promise<Result<ReadArchive>> {
  const worker = new Worker(new URL('./archive-worker.ts', import.meta.url), {
    type: 'module',
    name: 'archive',
  });
  const read = new Promise<Result<ReadArchive>>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<Result<ReadArchive>>) => resolve(data);
    worker.onerror = () => resolve(err(words.thereIsNotEnoughMemory));
  });
  worker.postMessage(file);
  return read.finally(() => worker.terminate());
}
