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
  it('is a sign with values to one side', () => {
    const runs = [run(true, 19), run(false, 15), run(true, 25), run(false, 16), run(true, 20)];
    expect(partingsOf(runs)).toEqual({
      fitting: 3,
      stuck: 2,
      found: [
        {
          moment: 'switch',
          layer: 0,
          sign: 'rank',
          fitting: [19, 20, 25],
          stuck: [15, 15, 16],
          byChance: expect.closeTo((2 * 2) / 10),
        },
      ],
      looked: 2,
    });
  });

  it('is looked for at start and end where nothing is switched', () => {
    const later = (fits: boolean, rank: number): RunEvidence => ({
      ...run(fits, 0),
      atSwitch: null,
      end: signs(rank),
    });
    const ranks = [8, 9, 10, 11, 12].map((rank) => later(true, rank));
    expect(partingsOf([later(false, 3), later(false, 4), ...ranks])).toMatchObject({
      found: [{ moment: 'end', sign: 'rank', fitting: [8, 10, 12], stuck: [3, 3, 4] }],
      looked: 4,
    });
  });

  it('may overlap, where chance seldom makes so much of it', () => {
    const runs = [14, 15, 16, 16, 17].map((rank) => run(false, rank));
    const fitting = [15, 16, 18, 19, 19, 20, 21, 21, 21, 22, 23].map((rank) => run(true, rank));
    const partings = partingsOf([...runs, ...fitting]);
    expect(partings?.found).toMatchObject([{ stuck: [14, 16, 17], fitting: [15, 20, 23] }]);
    expect(partings?.found[0]?.byChance).toBeLessThan(0.05);
  });

  it('is nothing where chance does as much, or all fare alike', () => {
    const overlapping = [run(true, 19), run(false, 15), run(false, 21), run(true, 25)];
    expect(partingsOf(overlapping)).toMatchObject({ found: [] });
    expect(partingsOf([run(true, 19)])).toBeNull();
  });
});
