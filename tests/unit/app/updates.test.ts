import { afterEach, expect, it, vi } from 'vitest';
import { Updates } from '#src/app/updates.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** What a browser has for a page: it tells that the newest worker is installed, by then perhaps more. */
async function noticed(active: 'none' | 'the same' | 'another', controlled: boolean) {
  const installing = Object.assign(new EventTarget(), { state: 'installed' });
  const worker = { none: null, 'the same': installing, another: new EventTarget() }[active];
  const registration = Object.assign(new EventTarget(), {
    waiting: null,
    installing,
    active: worker,
  });
  const register = vi.fn(() => Promise.resolve(registration));
  const controller = controlled ? worker : null;
  const container = Object.assign(new EventTarget(), { controller, register });
  const updates = new Updates(container as unknown as ServiceWorkerContainer, () => undefined);
  vi.useFakeTimers();
  const started = updates.start('./sw.js');
  await vi.advanceTimersByTimeAsync(4000);
  expect(register).not.toHaveBeenCalled(); // what is shown first is fetched first
  await vi.runAllTimersAsync();
  await started;
  registration.dispatchEvent(new Event('updatefound'));
  installing.dispatchEvent(new Event('statechange'));
  return updates.isReady();
}

it('offers a version beside the one that serves the page, never the first', async () => {
  expect(await noticed('another', true)).toBe(true);
  expect(await noticed('none', false)).toBe(false);
  expect(await noticed('the same', true)).toBe(false);
  expect(await noticed('another', false)).toBe(false);
});
