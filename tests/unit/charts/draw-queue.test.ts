import { expect, it, vi } from 'vitest';
import { cancelDraw, type DrawJob, requestDraw } from '#src/charts/draw-queue.ts';

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
  frames.shift()?.();
});

it('a chart that cannot be drawn costs no other', () => {
  const frames: (() => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  const drawn: string[] = [];
  const broken = () => {
    throw new Error('no canvas');
  };
  requestDraw({ notBefore: 0, draw: broken });
  requestDraw({ notBefore: 0, draw: () => drawn.push('other') });
  expect(() => frames.shift()?.()).toThrow('no canvas');
  frames.shift()?.();
  expect(drawn).toEqual(['other']);
});

it('charts are drawn in one frame only where they fit into it', () => {
  const frames: (() => void)[] = [];
  let now = 0;
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  vi.stubGlobal('performance', { now: () => now });
  const drawn: string[] = [];
  const jobs = [3, 4, 9].map(
    (time): DrawJob => ({
      notBefore: 0,
      draw() {
        drawn.push(String(time));
        now += time;
      },
    }),
  );
  const nextFrame = () => {
    frames.shift()?.();
    return drawn.splice(0).join(' ');
  };
  jobs.forEach(requestDraw);
  expect([nextFrame(), nextFrame(), nextFrame()]).toEqual(['3', '4', '9']);
  jobs.forEach(requestDraw);
  expect([nextFrame(), nextFrame(), frames.length]).toEqual(['3 4', '9', 0]);
});
