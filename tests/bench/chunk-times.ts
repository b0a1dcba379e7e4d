import { median } from '#src/lib/statistics.ts';

/** Milliseconds that the device of WebGPU is busy with what it is given at once. */
export interface ChunkTimes {
  readonly median: number;
  readonly longest: number;
}

/** Watches what every WebGPU device of this thread is given while `work` is under way; what it takes to tell counts. */
export async function timeChunks(work: () => Promise<void>): Promise<ChunkTimes> {
  const { submit } = GPUQueue.prototype;
  const times: number[] = [];
  const done: Promise<void>[] = [];
  let last = 0;
  GPUQueue.prototype.submit = function (buffers) {
    submit.call(this, buffers);
    const start = performance.now();
    const told = this.onSubmittedWorkDone().then(() => {
      const now = performance.now();
      // Chunks are worked on one after another: this one began when the one before ended, if that was later.
      times.push(now - Math.max(start, last));
      last = now;
    });
    done.push(told);
  };
  try {
    await work();
    await Promise.all(done);
  } finally {
    GPUQueue.prototype.submit = submit;
  }
  return { median: median(times), longest: Math.max(...times) };
}
