import { afterEach, expect, it } from 'vitest';
import { EngineClient } from '#src/engine/page/client.ts';
import { type Lease, type Need, Workers } from '#src/engine/page/workers.ts';

const made: Workers[] = [];
afterEach(() => {
  for (const workers of made.splice(0)) workers.dispose();
});

/** Takes work, and tells of it: when it has a worker, and when that has nothing else to do. */
function taking(width: number) {
  const busy: number[] = [];
  const workers = new Workers(
    () => new EngineClient(() => expect.fail('nothing is asked of a worker')),
    () => width,
    (count) => busy.push(count),
  );
  made.push(workers);
  const diary: string[] = [];
  const leases = new Map<string, Lease>();
  const take = async (name: string, need: Partial<Need> = {}) => {
    const begin = () => diary.push(`${name} begins`);
    const rest = { gpu: false, priority: 'study', short: true } as const;
    leases.set(name, await workers.take({ ...rest, order: leases.size, begin, ...need }));
  };
  const settled = async () => {
    await Promise.resolve();
    return [...leases.keys()].join('');
  };
  return { take, settled, leases, diary, busy };
}

it('short work waits at a worker that has other short work, one for one', async () => {
  const { take, settled, leases, diary, busy } = taking(2);
  for (const [order, name] of ['a', 'b', 'c', 'd', 'e'].entries()) void take(name, { order });
  expect(await settled()).toBe('abcd');
  const clientOf = (name: string) => leases.get(name)!.client;
  expect([clientOf('c'), clientOf('d')]).toEqual([clientOf('a'), clientOf('b')]);
  expect([...leases.values()].map(({ follows }) => follows)).toEqual([false, false, true, true]);
  expect(diary).toEqual(['a begins', 'b begins']);
  expect(Math.max(...busy), 'workers, however much waits at each').toBe(2);
  leases.get('a')!.end();
  expect(diary.slice(2)).toEqual(['c begins']);
  expect(await settled()).toBe('abcde');
});

it('long work waits for a worker of its own, and none of its kind overtakes it', async () => {
  const { take, settled, leases } = taking(1);
  void take('a', { order: 0 });
  void take('b', { order: 1, short: false });
  void take('c', { order: 2 });
  void take('d', { order: 3, priority: 'now' });
  expect(await settled()).toBe('ad');
  leases.get('a')!.end();
  expect(await settled(), 'what is urgent keeps the others waiting').toBe('ad');
  leases.get('d')!.end();
  expect(await settled()).toBe('adb');
  leases.get('b')!.end();
  expect(await settled()).toBe('adbc');
});
