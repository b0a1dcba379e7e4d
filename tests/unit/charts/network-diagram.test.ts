import { describe, expect, it } from 'vitest';
import {
  type DiagramHeader,
  layerBiases,
  layoutNetwork,
  networkInWords,
  parameterTable,
  shownUnits,
  statesInWords,
  unitName,
  weightGroups,
  widthSteps,
} from '#src/charts/figures/network-diagram.ts';
import { classTask } from './fixtures.ts';

/** 2 → 2 → 1: W1 = [[1, −2], [0, 0.5]], b1 = [4, −1], W2 = [[3], [−3]], b2 = [0]. */
const small: DiagramHeader = {
  networkInputs: 2,
  inputNames: ['x0', 'x1'],
  layerUnits: [2, 1],
  task: { inputs: ['x'], answer: { kind: 'numbers', names: ['y'] } },
  parameterCount: 9,
};
const parameters = Float32Array.of(1, -2, 0, 0.5, 4, -1, 3, -3, 0);
const wide: DiagramHeader = {
  ...small,
  layerUnits: [100, 3],
  task: classTask(3),
  parameterCount: 603,
};

describe('layoutNetwork', () => {
  it('places layers from left to right within the picture', () => {
    for (const header of [small, wide]) {
      const { layers, radius } = layoutNetwork(header, 390, 300);
      const xs = layers.map(({ x }) => x);
      expect(xs).toEqual(xs.toSorted((a, b) => a - b));
      for (const unit of layers.flatMap(({ units }) => units)) {
        expect(unit.x).toBeGreaterThan(radius);
        expect(unit.x).toBeLessThan(390 - radius);
        expect(unit.y).toBeGreaterThan(radius);
        expect(unit.y).toBeLessThan(300 - radius);
      }
    }
  });

  it('keeps units apart, along and across, in a deep network in a small picture', () => {
    const deep = { ...small, layerUnits: [...Array<number>(8).fill(20), 1] };
    const { layers, radius } = layoutNetwork(deep, 300, 240);
    const gaps = (values: readonly number[]) => values.slice(1).map((v, i) => v - (values[i] ?? 0));
    const nearest = Math.min(
      ...gaps(layers.map(({ x }) => x)),
      ...layers.flatMap(({ units }) => gaps(units.map(({ y }) => y))),
    );
    expect(nearest).toBeGreaterThan(2 * radius);
  });

  it('keeps its key within a narrow picture', () => {
    const ends = (width: number) =>
      layoutNetwork(small, width, 300).key.map(({ text, x }) => x + 26 + 6 * text.length);
    for (const width of [260, 390, 800]) expect(Math.max(...ends(width))).toBeLessThan(width);
  });

  it('explains marks of units where there are any, and says them', () => {
    const plain = layoutNetwork(small, 390, 300);
    const marked = layoutNetwork(small, 390, 300, true);
    expect(marked.key.length - plain.key.length).toBe(2);
    const lowest = Math.max(...marked.key.map(({ y }) => y));
    const units = marked.layers.flatMap((layer) => layer.units);
    expect(Math.min(...units.map(({ y }) => y)) - marked.radius).toBeGreaterThan(lowest);
    const said = statesInWords([
      ['alive', 'dead', 'dead'],
      ['saturated', 'alive'],
    ]);
    expect(said).toBe('Dead: hidden 1, unit 1, 2. Saturated: hidden 2, unit 0.');
    expect(statesInWords([['alive']])).toBe('');
  });

  it('picks units of large layers evenly, first and last among them', () => {
    const hidden = layoutNetwork(wide, 600, 300).layers[1]!;
    expect(hidden.size).toBe(100);
    expect(hidden.units).toHaveLength(shownUnits);
    expect(hidden.units[0]?.index).toBe(0);
    expect(hidden.units.at(-1)?.index).toBe(99);
  });
});

describe('weights and biases', () => {
  const diagram = layoutNetwork(small, 600, 300);
  const [inputs, hidden] = diagram.layers;
  const lineOf = (from: number, to: number) =>
    `M${inputs!.units[from]!.x.toFixed(1)} ${inputs!.units[from]!.y.toFixed(1)}` +
    `L${hidden!.units[to]!.x.toFixed(1)} ${hidden!.units[to]!.y.toFixed(1)}`;

  it('draws each weight by its sign and its size within the layer, thin ones first', () => {
    const groups = weightGroups(small, diagram, parameters);
    const holding = (line: string) => groups.find(({ path }) => path.includes(line));
    expect(holding(lineOf(0, 1))).toMatchObject({ positive: false, step: widthSteps });
    expect(holding(lineOf(0, 0))).toMatchObject({ positive: true, step: widthSteps / 2 });
    expect(holding(lineOf(1, 1))).toMatchObject({ positive: true, step: 2 });
    // A weight of zero is no line.
    expect(holding(lineOf(1, 0))).toBeUndefined();
    const steps = groups.map(({ step }) => step);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  });

  it('reads biases behind their layer’s weights', () => {
    expect(layerBiases(small, diagram, 1, parameters)).toEqual([
      { value: 4, share: 1 },
      { value: -1, share: -0.25 },
    ]);
    expect(layerBiases(small, diagram, 2, parameters)).toEqual([{ value: 0, share: 0 }]);
  });

  it('lists every parameter with its place', () => {
    const table = parameterTable(small, parameters);
    const rows = Array.from({ length: table.rows }, (_, row) =>
      table.columns.map((column) => column.value(row)),
    );
    expect(rows).toEqual([
      [1, '0', 0, 1],
      [1, '0', 1, -2],
      [1, '1', 0, 0],
      [1, '1', 1, 0.5],
      [1, 'bias', 0, 4],
      [1, 'bias', 1, -1],
      [2, '0', 0, 3],
      [2, '1', 0, -3],
      [2, 'bias', 0, 0],
    ]);
  });
});

describe('in words', () => {
  it('names what goes in and what comes out', () => {
    expect([0, 1, 2].map((layer) => unitName(small, layer, 0))).toEqual(['x0', '', 'y']);
    expect(unitName(wide, 2, 2)).toBe('class 2');
    const labels = ['no', 'yes'];
    const task = { ...wide.task, answer: { kind: 'classes', count: 2, labels } } as const;
    expect(unitName({ ...wide, task }, 2, 0)).toBe('no');
    expect(unitName({ ...wide, layerUnits: [100, 1], task }, 2, 0)).toBe('yes');
  });

  it('says the network in a sentence', () => {
    expect(networkInWords(small)).toBe(
      '2 inputs, 1 hidden layer of 2 units, 1 output; 9 parameters.',
    );
    expect(networkInWords({ ...small, layerUnits: [1] })).toContain('no hidden layer');
    expect(networkInWords({ ...small, layerUnits: [9, 9, 1] })).toContain(
      '2 hidden layers of 9 units each',
    );
    expect(networkInWords({ ...small, layerUnits: [9, 4, 1] })).toContain(
      '2 hidden layers of 9, 4 units',
    );
  });
});
