import { afterEach, expect, it, vi } from 'vitest';
import { cancelDraw, type DrawJob, requestDraw } from '#src/charts/draw-queue.ts';

afterEach(() => vi.unstubAllGlobals());

it('a chart that asks again while it is drawn waits for one frame', () => {
  const frames: (() => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  const job: DrawJob = {
    notBefore: 0,
    draw() {
      requestDraw(job);
      job.notBefore = Number.POSITIVE_INFINITY; // it rests
    },
  };
  requestDraw(job);
  expect(frames).toHaveLength(1);
  frames.shift()?.();
  expect(frames).toHaveLength(1);
  cancelDraw(job);
});
