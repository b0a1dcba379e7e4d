/** One chart's wish to be drawn again. */
export interface DrawJob {
  readonly draw: () => void;
  /** Not before this moment, in `performance.now()` milliseconds. */
  notBefore: number;
}

/** How long the charts together may draw in one frame before the rest waits for the next. */
const frameBudget = 10;

/**
 * Charts take turns: in each animation frame those that wait are drawn in the order they asked, until the frame's
 * budget is spent. The browser gives hidden pages no frames, so nothing is drawn there.
 */
const waiting = new Set<DrawJob>();
let frame: number | null = null;

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
  try {
    for (const job of waiting) {
      if (job.notBefore > start) continue;
      waiting.delete(job);
      job.draw();
      if (performance.now() - start > frameBudget) break;
    }
  } finally {
    // One that cannot be drawn costs no other; one that asks again while it is drawn has its frame already.
    if (waiting.size > 0) frame ??= requestAnimationFrame(drawFrame);
  }
}
