import { err, type Result } from '#src/lib/result.ts';
import type { TableAnswer, TableMessage, TableRequests } from '#src/library/table-worker.ts';
import { words } from '#words/base/library.ts';

interface Waiting {
  readonly onProgress: ((share: number) => void) | undefined;
  resolve(output: unknown): void;
}

/** Reads tables in a worker of its own, so that the page goes on however large they are. */
export class TableReader {
  #worker: Worker | null = null;
  #id = 0;
  readonly #waiting = new Map<number, Waiting>();

  /** Answered in order. @param onProgress told which share is done */
  ask<N extends keyof TableRequests>(
    name: N,
    input: TableRequests[N][0],
    onProgress?: (share: number) => void,
  ): Promise<TableRequests[N][1]> {
    const worker = this.#started();
    const id = ++this.#id;
    return new Promise((resolve) => {
      this.#waiting.set(id, {
        onProgress,
        resolve: (output) => resolve(output as TableRequests[N][1]),
      });
      worker.postMessage({ id, name, input } as TableMessage);
    });
  }

  /** Ends what is under way; what was asked is answered as stopped, and what was read is forgotten. */
  stop(): void {
    this.#end('stopped');
  }

  #started(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(new URL('./table-worker.ts', import.meta.url), {
      type: 'module',
      name: 'table',
    });
    worker.onmessage = ({ data }: MessageEvent<TableAnswer>) => {
      const waiting = this.#waiting.get(data.id);
      if ('progress' in data) {
        waiting?.onProgress?.(data.progress);
        return;
      }
      this.#waiting.delete(data.id);
      waiting?.resolve(data.output);
    };
    worker.onerror = () => this.#end(words.thereIsNotEnoughMemory);
    this.#worker = worker;
    return worker;
  }

  #end(reason: string): void {
    this.#worker?.terminate();
    this.#worker = null;
    const refused: Result<never> = err(reason);
    for (const { resolve } of this.#waiting.values()) resolve(refused);
    this.#waiting.clear();
  }
}
