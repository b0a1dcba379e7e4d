import { describe, expect, it } from 'vitest';
import { Barrier } from '#src/lib/barrier.ts';

async function party(name: string, laps: number, barrier: Barrier, diary: string[]): Promise<void> {
  for (let lap = 0; lap < laps; lap++) {
    diary.push(`${name}${lap}`);
    await barrier.arrive();
  }
  barrier.leave();
}

describe('a barrier', () => {
  it('keeps all parties in the same lap, and waits no longer for one that has left', async () => {
    const diary: string[] = [];
    const barrier = new Barrier(3);
    await Promise.all([
      party('a', 3, barrier, diary),
      party('b', 1, barrier, diary),
      party('c', 3, barrier, diary),
    ]);
    expect(diary.map((entry) => entry.slice(1))).toEqual(['0', '0', '0', '1', '1', '2', '2']);
  });
});
