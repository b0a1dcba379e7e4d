import { describe, expect, it } from 'vitest';
import { fitPaths, probePixels } from '#src/charts/figures/thumbnail.ts';
import { classTask, planeOf } from './fixtures.ts';

const train = { rows: 0, x: new Float64Array(), y: new Float64Array() };
const line = {
  axes: [{ name: 'x', range: [0, 2] as const }],
  probe: {
    along: [0] as const,
    positions: [Float64Array.of(-1, 0, 1, 2, 3)],
    held: Float64Array.of(1),
  },
  probeTruth: Float64Array.of(9, 0, 1, 2, 9),
  task: { inputs: ['x'], answer: { kind: 'numbers', names: ['y'] } } as const,
  train,
};
const square = {
  ...planeOf(2),
  probeTruth: Float64Array.of(0, 1, 0, 1),
  task: classTask(2),
  train,
};

describe('thumbnails', () => {
  it('draw a fit over the training range only, leaving gaps where there is no number', () => {
    const predictions = Float32Array.of(0, 0, Number.NaN, 2, 0);
    const { target, fit } = fitPaths(line, { predictions }, { width: 100, height: 50 });
    expect(target.match(/[ML]/g)).toEqual(['M', 'L', 'L']);
    expect(target).toMatch(/^M0\.0 .*L100\.0 /);
    expect(fit.match(/[ML]/g)).toEqual(['M', 'M']);
  });

  it('show the likeliest class, paler where it is less sure, the plane’s top row first', () => {
    const predictions = Float32Array.of(1, 0, 0, 1, 0.6, 0.4, 0.5, 0.5);
    const { data } = probePixels(square, { predictions });
    const at = (i: number) => Array.from(data.subarray(4 * i, 4 * i + 3));
    const [topLeft, , bottomLeft, bottomRight] = [0, 1, 2, 3].map(at);
    expect(bottomLeft).not.toEqual(bottomRight);
    expect(Math.min(...topLeft!)).toBeGreaterThan(Math.min(...bottomLeft!));
  });

  it('show numbers in the colours of Cividis over the target’s range, and none in grey', () => {
    const predictions = Float32Array.of(-9, 0.2, 1, Number.NaN);
    const task = { inputs: ['x0', 'x1'], answer: { kind: 'numbers', names: ['y'] } } as const;
    const { data } = probePixels({ ...square, task }, { predictions });
    expect([...data]).toEqual(
      [
        [0xfe, 0xe8, 0x38],
        [128, 128, 128],
        [0x00, 0x22, 0x4e],
        [0x35, 0x45, 0x6c],
      ].flatMap((colour) => [...colour, 255]),
    );
  });
});
