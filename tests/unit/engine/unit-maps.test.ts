import { expect, it } from 'vitest';
import { PreparedSets } from '#src/data/prepared.ts';
import { unitMaps } from '#src/engine/worker/unit-maps.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { plain } from '#src/experiment/presets/plain.ts';

const sets = new PreparedSets();

const plane: Experiment = {
  ...plain,
  target: 'formula',
  formula: 'x0 + x1 + x2',
  inputCount: 3,
  domain: [-1, 1],
  trainCount: 20,
  inputScaling: 'none',
  layers: [{ units: 2, activation: 'relu', dropout: 0 }],
};
/** Units relu(x0 − x2) and relu(−x1), and an output that subtracts the second. */
const parameters = Float32Array.of(1, 0, 0, -1, -1, 0, 0, 0, 1, -1, 0.5);

it('maps what units compute over a plane through the inputs', async () => {
  const found = await unitMaps(
    {
      experiment: plane,
      parameters,
      along: [0, 2],
      size: 3,
      shown: [[0, 1, 7], [0]],
    },
    sets,
  );
  // At most the training range, at the least as finely as a picture needs.
  const [across, up] = found!.probe.positions;
  expect([across!.length, up!.length]).toEqual([12, 12]);
  const [hidden, output] = found!.layers;
  expect(hidden!.maps.map(({ unit }) => unit)).toEqual([0, 1]);
  const last = 12 * 12 - 1;
  const corner = across!.at(-1)! - up![0]!;
  expect(hidden!.maps[0]!.values[11]).toBeCloseTo(corner, 5);
  expect(hidden!.maps[0]!.values[last]).toBeCloseTo(across!.at(-1)! - up!.at(-1)!, 5);
  expect(hidden!.largest).toBeCloseTo(corner, 5);
  const second = hidden!.maps[1]!.values[11]!;
  expect(output!.maps[0]!.values[11]).toBeCloseTo(corner - second + 0.5, 5);
});

it('goes along a line, and is refused where parameters are none of this network', async () => {
  const input = { experiment: plane, along: [1], size: 50, shown: [[1], []] } as const;
  const found = await unitMaps({ ...input, parameters }, sets);
  const [map] = found!.layers[0]!.maps;
  const { positions } = found!.probe;
  expect(Array.from(map!.values)).toEqual(
    Array.from(positions[0]!, (x) => expect.closeTo(Math.max(-x, 0), 5)),
  );
  expect(await unitMaps({ ...input, parameters: parameters.map(() => NaN) }, sets)).toBeNull();
  expect(await unitMaps({ ...input, parameters: new Float32Array(3) }, sets)).toBeNull();
});
