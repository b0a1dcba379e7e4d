import { describe, expect, it } from 'vitest';
import { classSymbols, type Marks, marksImage } from '#src/charts/figures/marks.ts';

const look: Omit<Marks, 'x' | 'y' | 'symbol'> = {
  radius: 4,
  fill: '#ff0000',
  stroke: 'none',
  strokeWidth: 0,
};
const area = { x: [0, 10], y: [0, 5], width: 200, height: 100 } as const;

describe('marksImage', () => {
  it('lies so that each mark is at its point', () => {
    const marks: Marks = { ...look, x: [5], y: [5], symbol: 'circle' };
    const { source = '', ...place } = marksImage([marks], area, 'above');
    // 12 pixels of edge on each side: 0.6 of x and of y.
    expect(place).toMatchObject({ x: -0.6, y: 5.6, sizex: 11.2, sizey: 6.2, layer: 'above' });
    expect(decodeURIComponent(source)).toContain('d="M112.0 12.0m-4 0a');
  });

  it('leaves out what cannot be seen', () => {
    const marks: Marks = { ...look, x: [-1, 5, 11], y: [1, 9, 1], symbol: 'square' };
    expect(decodeURIComponent(marksImage([marks], area, 'below').source ?? '')).toContain('d=""');
  });

  it('draws ten different shapes', () => {
    const shapes = classSymbols.map(
      (symbol) => marksImage([{ ...look, x: [5], y: [2], symbol }], area, 'above').source,
    );
    expect(new Set(shapes).size).toBe(10);
  });
});
