import { describe, expect, it } from 'vitest';
import type { RunEvidence } from '#src/doctor/contract.ts';
import { partingsOf } from '#src/doctor/partings.ts';
import type { LayerSigns, VitalSigns } from '#src/doctor/signs/signs.ts';

function signs(rank: number): VitalSigns {
  const layer = { units: 20, dead: 0.5, rank } as LayerSigns;
  return { layers: [layer, layer] } as unknown as VitalSigns;
}

function run(fits: boolean, rank: number): RunEvidence {
  const run: Partial<RunEvidence> = {
    fits,
    start: signs(9),
    atSwitch: signs(rank),
    end: signs(12),
  };
  return run as RunEvidence;
}

describe('what parts seeds that fit from those that do not', () => {
  it('is a sign with values on one side in all of them', () => {
    const runs = [run(true, 19), run(false, 15), run(true, 25), run(false, 16), run(true, 20)];
    expect(partingsOf(runs)).toEqual({
      fitting: 3,
      stuck: 2,
      found: [{ moment: 'switch', layer: 0, sign: 'rank', fitting: [19, 25], stuck: [15, 16] }],
      looked: 2,
      byChance: expect.closeTo((2 * 2) / 10),
    });
  });

  it('is looked for at start and end where nothing is switched', () => {
    const later = (fits: boolean, rank: number): RunEvidence => ({
      ...run(fits, 0),
      atSwitch: null,
      end: signs(rank),
    });
    expect(partingsOf([later(true, 9), later(false, 3), later(true, 8)])).toMatchObject({
      found: [{ moment: 'end', sign: 'rank', fitting: [8, 9], stuck: [3, 3] }],
      looked: 4,
    });
  });

  it('is nothing where ranges overlap, or all fare alike', () => {
    const overlapping = [run(true, 19), run(false, 15), run(false, 21), run(true, 25)];
    expect(partingsOf(overlapping)?.found).toEqual([]);
    expect(partingsOf([run(true, 19)])).toBeNull();
  });
});
