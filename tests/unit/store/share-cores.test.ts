import { expect, test } from 'vitest';
import { shareCores } from '#src/store/training/share-cores.ts';

/** What the worker is told. */
function told(cores: number, ...busy: readonly number[]): readonly number[] {
  const most: number[] = [];
  const client = {
    request: async (_: string, input: unknown) => {
      most.push((input as { readonly most: number }).most);
      return undefined as never;
    },
  };
  const tell = shareCores(client, cores);
  busy.forEach(tell);
  return most;
}

test('the run on show has the cores that the page and other trainings leave', () => {
  expect(told(8, 3, 7, 0)).toEqual([7, 4, 1, 7]);
  expect(told(2, 1, 0)).toEqual([2, 1, 2]);
});

test('nothing is said where threads cannot share memory', () => {
  expect(told(1, 3, 0)).toEqual([]);
});
