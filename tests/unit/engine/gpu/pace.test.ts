import { describe, expect, it } from 'vitest';
import { Pace, type Work } from '#src/engine/gpu/pace.ts';

const chunkTime = 8;

/**
 * Milliseconds of each chunk in which a device takes epochs of some steps, then the passes of an evaluation.
 *
 * @param costs milliseconds of one of each, which the pace guesses wrongly
 */
async function chunkTimes(
  costs: Readonly<Record<Work, number>>,
  epoch: Readonly<Record<Work, number>>,
): Promise<number[]> {
  let [now, deviceEnd, chunk] = [0, 0, 0];
  const times: number[] = [];
  const done = async () => {
    times.push(chunk);
    deviceEnd = Math.max(now, deviceEnd) + chunk;
    const end = deviceEnd;
    chunk = 0;
    await Promise.resolve();
    now = Math.max(now, end);
  };
  const pace = new Pace(done, { steps: 2, passes: 0.2 }, chunkTime, () => now);
  const epochTime = epoch.steps * costs.steps + epoch.passes * costs.passes;
  for (let e = 0; e < 6000 / epochTime; e++) {
    for (const kind of ['steps', 'passes'] as const) {
      for (let left = epoch[kind]; left > 0; ) {
        if (pace.room(kind) < 1) await pace.submitted();
        const taken = Math.min(left, pace.room(kind));
        pace.add(kind, taken);
        chunk += taken * costs[kind];
        left -= taken;
      }
    }
  }
  return times;
}

describe('chunks of work', () => {
  it.each([
    ['long evaluations', { steps: 0.7, passes: 1.3 }, { steps: 10, passes: 12 }],
    ['long epochs', { steps: 0.3, passes: 2.5 }, { steps: 100, passes: 2 }],
    ['short epochs', { steps: 0.01, passes: 0.02 }, { steps: 1, passes: 2 }],
  ])(
    'keep a device busy as long as they should, whatever they hold: %s',
    async (_, costs, epoch) => {
      const times = (await chunkTimes(costs, epoch)).slice(-40);
      expect(Math.max(...times)).toBeLessThan(1.1 * chunkTime);
      expect(Math.min(...times)).toBeGreaterThan(0.5 * chunkTime);
    },
  );

  it('hold one step at least', async () => {
    const times = await chunkTimes({ steps: 50, passes: 1 }, { steps: 3, passes: 1 });
    expect(Math.max(...times.slice(-8))).toBe(50);
  });
});
