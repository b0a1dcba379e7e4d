import { expect, it, vi } from 'vitest';
import { enter, leave, nextSeen, type Waiting } from '#src/ui/turns.ts';

it('one comes after the other, what is seen at once, the rest when the page is idle', () => {
  let idle: (() => void)[] = [];
  vi.stubGlobal('requestIdleCallback', (turn: () => void) => idle.push(turn));
  const beIdle = () => {
    const asked = idle;
    idle = [];
    for (const turn of asked) turn();
  };
  const come: string[] = [];
  const make = (name: string): Waiting => ({ isSeen: false, come: () => come.push(name) });
  const [a, b, c, d] = [make('a'), make('b'), make('c'), make('d')];
  for (const one of [a, b, c, d]) enter(one);
  expect(come).toEqual([]);
  c.isSeen = true;
  nextSeen();
  beIdle();
  expect(come, 'it has the turn').toEqual(['c']);
  leave(c);
  leave(a);
  expect(come).toEqual(['c']);
  beIdle();
  expect(come).toEqual(['c', 'b']);
  d.isSeen = true;
  leave(b);
  expect(come).toEqual(['c', 'b', 'd']);
  leave(d);
  beIdle();
  expect(idle).toHaveLength(0);
  vi.unstubAllGlobals();
});
