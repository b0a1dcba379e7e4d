/** One chart's wish to be drawn again. */
export interface DrawJob {
  readonly draw: () => void;
  /** Not before this moment, in `performance.now()` milliseconds. */
  notBefore: number;
}

/** How long the charts together may draw in one frame before the rest waits for the next. */
const frameBudget = 10;

/**
 * Charts take turns: in each animation frame those that wait are drawn in the order they asked, as long as they fit the
 * frame's budget by what they took the last time. The first of a frame is drawn in any case, as is each for the first time
 * in a frame of its own. The browser gives hidden pages no frames, so nothing is drawn there.
 */
const waiting = new Set<DrawJob>();
let frame: number | null = null;
/** Milliseconds that a job took the last time. */
const took = new WeakMap<DrawJob, number>();

/** Draws the job once in a coming frame, however often it is asked for until then. */
export function requestDraw(job: DrawJob): void {
  waiting.add(job);
  frame ??= requestAnimationFrame(drawFrame);
}

/** Takes a wish back. */
export function cancelDraw(job: DrawJob): void {
  waiting.delete(job);
}

function drawFrame(): void {
  frame = null;
  const start = performance.now();
  let now = start;
  try {
    for (const job of waiting) {
      if (job.notBefore > start) continue;
      const expected = took.get(job) ?? Number.POSITIVE_INFINITY;
      if (now > start && now - start + expected > frameBudget) break;
      const before = now;
      waiting.delete(job);
      job.draw();
      now = performance.now();
      took.set(job, now - before);
    }
  } finally {
    // One that cannot be drawn costs no other; one that asks again while it is drawn has its frame already.
    if (waiting.size > 0) frame ??= requestAnimationFrame(drawFrame);
  }
}
