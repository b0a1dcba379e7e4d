import { afterEach, expect, it, vi } from 'vitest';
import { type ClosingPage, saveOften } from '#src/store/training/save-often.ts';

afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  vi.useFakeTimers();
  const document = Object.assign(new EventTarget(), {
    visibilityState: 'visible' as DocumentVisibilityState,
  });
  const page = Object.assign(new EventTarget(), { document: document as ClosingPage['document'] });
  let [saves, ticks] = [0, 0];
  const end = saveOften({ save: () => saves++, tick: () => ticks++ }, page);
  const turn = (state: DocumentVisibilityState) => {
    document.visibilityState = state;
    document.dispatchEvent(new Event('visibilitychange'));
  };
  return { page, turn, end, saves: () => saves, ticks: () => ticks };
}

it('ticks every second for as long as it is wanted', () => {
  const { end, saves, ticks } = setUp();
  vi.advanceTimersByTime(60_000);
  end();
  vi.advanceTimersByTime(60_000);
  expect([ticks(), saves()]).toEqual([60, 0]);
});

it('saves when the page is hidden or left, not when it comes back', () => {
  const { page, turn, end, saves } = setUp();
  turn('hidden');
  expect(saves()).toBe(1);
  turn('visible');
  expect(saves()).toBe(1);
  page.dispatchEvent(new Event('pagehide'));
  expect(saves()).toBe(2);
  end();
  turn('hidden');
  page.dispatchEvent(new Event('pagehide'));
  expect(saves()).toBe(2);
});
