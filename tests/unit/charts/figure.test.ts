import type { Data } from 'plotly.js';
import { expect, test } from 'vitest';
import { type Figure, frameOf } from '#src/charts/figure.ts';

const trace: Data = { type: 'scatter', name: 'a', x: [0, 1], y: Float64Array.of(0, 1) };
const layout: Figure['layout'] = {
  width: 300,
  xaxis: { range: [0, 1] },
  yaxis2: { range: [0, 1] },
  shapes: [{ type: 'line', x0: 0, x1: 1 }],
};
const figure: Figure = { data: [trace], layout };

test('the frame of a figure stays the same with other data and with what is drawn over them', () => {
  const shapes = [{ type: 'line', x0: 0.5, x1: 1 } as const];
  const other = { data: [{ ...trace, y: [1, 2, 3] }], layout: { ...layout, shapes } };
  expect(frameOf(other)).toBe(frameOf(figure));
});

test.each<[what: string, other: Figure]>([
  ['another range', { ...figure, layout: { ...layout, xaxis: { range: [0, 2] } } }],
  ['another size', { ...figure, layout: { ...layout, width: 301 } }],
  ['another name', { ...figure, data: [{ ...trace, name: 'b' }] }],
  ['another look', { ...figure, data: [{ ...trace, marker: { symbol: ['x', 'circle'] } }] }],
  ['one more trace', { ...figure, data: [trace, trace] }],
  ['a trace without data, which no legend has', { ...figure, data: [{ ...trace, x: [], y: [] }] }],
])('%s is another frame', (_, other) => {
  expect(frameOf(other)).not.toBe(frameOf(figure));
});

test('axes whose ranges come from data have no frame that stays', () => {
  expect(frameOf({ ...figure, layout: { ...layout, xaxis: { type: 'category' } } })).toBeNull();
});
