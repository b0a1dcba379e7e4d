import { expect, it } from 'vitest';
import { loadedOnce } from '#src/lib/loaded-once.ts';

it('loads once, and again only after a failure', async () => {
  const outcomes = [Promise.reject(new Error('offline')), Promise.resolve('code')];
  outcomes[0]?.catch(() => undefined);
  let asked = 0;
  const load = loadedOnce(() => outcomes[asked++] ?? Promise.reject(new Error('asked too often')));
  await expect(Promise.all([load(), load()])).rejects.toThrow('offline');
  expect(await Promise.all([load(), load(), load()])).toEqual(['code', 'code', 'code']);
  expect(asked).toBe(2);
});
