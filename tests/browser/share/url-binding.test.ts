import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bindUrl, type UrlBinding } from '#src/share/url-binding.ts';

const opened = location.hash;
let binding: UrlBinding;
let heard: string[];

beforeEach(() => {
  history.pushState(null, '', '#v=1&epochs=7');
  binding = bindUrl();
  heard = [];
  binding.subscribe((hash) => heard.push(hash));
});

afterEach(() => {
  vi.useRealTimers();
  binding.dispose();
  history.replaceState(null, '', opened === '' ? location.pathname + location.search : opened);
});

/** The window has told its listeners of an address that was edited. */
function hashChanged(): Promise<Event> {
  return new Promise((resolve) => {
    window.addEventListener('hashchange', resolve, { once: true });
  });
}

test('reads the fragment and leaves the address alone until something is written', () => {
  expect(binding.read()).toBe('v=1&epochs=7');
  expect(location.hash).toBe('#v=1&epochs=7');
});

test('tweaks are written together, without an entry in the history', async () => {
  const entries = history.length;
  for (const lr of ['0.1', '0.2', '0.3']) binding.write(`v=1&lr=${lr}`, 'replace');
  expect(binding.read()).toBe('v=1&epochs=7');
  await vi.waitFor(() => expect(binding.read()).toBe('v=1&lr=0.3'), { timeout: 15_000 });
  expect(history.length).toBe(entries);
  expect(heard).toEqual([]);
});

test('a slider that does not rest is written meanwhile', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  for (let lr = 1; lr <= 9; lr++) {
    binding.write(`v=1&lr=0.${lr}`, 'replace');
    vi.advanceTimersByTime(100);
  }
  expect(binding.read()).not.toBe('v=1&epochs=7');
  vi.advanceTimersByTime(1000);
  expect(binding.read()).toBe('v=1&lr=0.9');
});

test('a discrete change is an entry at once, after the tweak that was waiting; back says where it led', async () => {
  const entries = history.length;
  binding.write('v=1&lr=0.5', 'replace');
  binding.write('v=1&target=xor', 'push');
  expect(location.hash).toBe('#v=1&target=xor');
  expect(history.length).toBe(entries + 1);
  expect(heard).toEqual([]);
  history.back();
  await vi.waitFor(() => expect(heard).toEqual(['v=1&lr=0.5']), { timeout: 15_000 });
  history.forward();
  await vi.waitFor(() => expect(heard).toEqual(['v=1&lr=0.5', 'v=1&target=xor']), {
    timeout: 15_000,
  });
});

test('an address edited by hand is told once and wins over a tweak that was waiting', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  binding.write('v=1&lr=0.5', 'replace');
  location.hash = 'v=1&seed=3';
  await hashChanged();
  vi.advanceTimersByTime(10_000);
  expect(heard).toEqual(['v=1&seed=3']);
  expect(binding.read()).toBe('v=1&seed=3');
});

test('what is remembered stays with its entry of the history, whatever is written there', async () => {
  expect(binding.remembered()).toBeNull();
  binding.remember({ view: 'compare' });
  expect(location.hash).toBe('#v=1&epochs=7');
  binding.write('v=1&lr=0.5', 'replace');
  await vi.waitFor(() => expect(binding.read()).toBe('v=1&lr=0.5'), { timeout: 15_000 });
  expect(binding.remembered()).toEqual({ view: 'compare' });
  binding.write('v=1&target=xor', 'push');
  expect(binding.remembered()).toEqual({ view: 'compare' });
  binding.remember({ view: 'train' });
  history.back();
  await vi.waitFor(() => expect(heard).toEqual(['v=1&lr=0.5']), { timeout: 15_000 });
  expect(binding.remembered()).toEqual({ view: 'compare' });
});

test('writing what is there already changes nothing', () => {
  const entries = history.length;
  binding.write('v=1&epochs=7', 'push');
  expect(history.length).toBe(entries);
});

test('a page that is left keeps what was waiting, and a disposed binding hears nothing', async () => {
  binding.write('v=1&lr=0.9', 'replace');
  window.dispatchEvent(new PageTransitionEvent('pagehide'));
  expect(location.hash).toBe('#v=1&lr=0.9');
  binding.dispose();
  location.hash = 'v=1&seed=4';
  await hashChanged();
  expect(heard).toEqual([]);
});
