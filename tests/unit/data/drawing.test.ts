import { describe, expect, test } from 'vitest';
import {
  type DrawnPoint,
  dab,
  dabbed,
  drawingOf,
  drawnAlong,
  drawnTable,
  erased,
  noCurve,
  noPoints,
  snapped,
} from '#src/data/table/drawing.ts';
import { packTable, unpackTable } from '#src/experiment/table.ts';
import { uniformStream } from '#src/lib/random.ts';

const uniform = uniformStream(1, 'drawing');

function points(count: number) {
  let drawn: readonly DrawnPoint[] = noPoints.points;
  for (let i = 0; i < count; i++) {
    const [x, y] = [snapped(2 * uniform() - 1), snapped(2 * uniform() - 1)];
    drawn = dabbed(drawn, dab({ x, y, label: Number(x * y > 0) }, 0, uniform));
  }
  return drawn;
}

/** The table of a drawing, and the drawing that a link with it gives. */
function shared(drawing: Parameters<typeof drawnTable>[0]) {
  const made = drawnTable(drawing);
  if (!made.ok) throw new Error(made.error);
  const packed = packTable(made.value.table);
  if (!packed.ok) throw new Error(packed.error);
  const read = unpackTable(packed.value);
  if (!read.ok) throw new Error(read.error);
  return { ...made.value, text: packed.value, again: drawingOf(read.value) };
}

describe('points', () => {
  test('two hundred take less than a thousand characters and can be drawn on', () => {
    const drawing = { kind: 'points', points: points(200) } as const;
    const { text, again, table, inputCount } = shared(drawing);
    expect(text.length).toBeLessThan(1000);
    expect(again).toEqual(drawing);
    expect([table.columns.map(({ name }) => name), inputCount]).toEqual([['x0', 'x1', 'class'], 2]);
  });

  test('a brush leaves several around its place, an eraser takes what is near', () => {
    const brushed = dab({ x: 0.5, y: -0.5, label: 2 }, 0.05, uniform);
    expect(brushed.length).toBeGreaterThan(1);
    for (const { x, y, label } of brushed) {
      expect(Math.hypot(x - 0.5, y + 0.5)).toBeLessThan(0.5);
      expect([snapped(x), snapped(y), label]).toEqual([x, y, 2]);
    }
    expect(erased(brushed, { x: 0.5, y: -0.5 }, 0.5)).toEqual([]);
    expect(erased(brushed, { x: -0.5, y: -0.5 }, 0.1)).toEqual(brushed);
  });

  test('of one class are refused', () => {
    expect(drawnTable(noPoints).ok).toBe(false);
    expect(drawnTable({ kind: 'points', points: [{ x: 0, y: 0, label: 1 }] }).ok).toBe(false);
  });
});

describe('a curve', () => {
  const line = drawnAlong(noCurve.heights, { x: -1, y: -1 }, { x: 1, y: 1 });

  test('goes straight from place to place, either way, and comes back from its link', () => {
    expect(line.every((y, bin) => Math.abs((y ?? 9) - (bin / 50 - 1)) < 0.011)).toBe(true);
    expect(drawnAlong(noCurve.heights, { x: 1, y: 1 }, { x: -1, y: -1 })).toEqual(line);
    const drawing = { kind: 'curve', heights: line } as const;
    expect(shared(drawing).again).toEqual(drawing);
  });

  test('is erased in parts', () => {
    const heights = drawnAlong(line, { x: -0.5, y: 0 }, { x: 0.5, y: 0 }, true);
    expect(heights.filter((y) => y === null)).toHaveLength(51);
    expect(shared({ kind: 'curve', heights }).table.rows).toBe(50);
  });
});

test('another table is no drawing', () => {
  const values = Float64Array.of(0, 0.5);
  const column = (name: string, of = values) => ({ name, labels: null, values: of });
  const drawing = (...columns: ReturnType<typeof column>[]) => drawingOf({ columns, rows: 2 });
  expect(drawing(column('x'), column('y'))).not.toBeNull();
  expect(drawing(column('a'), column('y'))).toBeNull();
  expect(drawing(column('x'), column('y', Float64Array.of(0, 7)))).toBeNull();
});
