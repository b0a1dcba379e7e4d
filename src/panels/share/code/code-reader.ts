import type { ReadAnswer, ReadRequest } from '#src/code/read/read-worker.ts';
import type { Reading } from '#src/code/read/reading.ts';

/** Milliseconds after which a worker that has not answered is stopped; it ends by itself long before. */
const patience = 10_000;

/** Reads code in a worker of its own, so that the page goes on whatever was pasted. */
export class CodeReader {
  #worker: Worker | null = null;
  #newest = 0;

  /** @returns what was read; null: another text has been given since, or the worker is gone */
  read(text: string): Promise<Reading | null> {
    const id = ++this.#newest;
    this.#worker ??= new Worker(new URL('../../../code/read/read-worker.ts', import.meta.url), {
      type: 'module',
    });
    const worker = this.#worker;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.close();
        resolve(null);
      }, patience);
      const done = (reading: Reading | null) => {
        clearTimeout(timer);
        resolve(id === this.#newest ? reading : null);
      };
      worker.addEventListener('message', ({ data }: MessageEvent<ReadAnswer>) => {
        if (data.id === id) done(data.reading);
      });
      worker.addEventListener('error', () => done(null));
      worker.postMessage({ id, text } satisfies ReadRequest);
    });
  }

  close(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }
}
