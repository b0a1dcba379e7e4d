import { describe, expect, it } from 'vitest';
import type { Figure } from '#src/charts/figure.ts';
import { legendMargin } from '#src/charts/figures/base-layout.ts';
import { traceUid } from '#src/charts/figures/trace-uid.ts';
import { chartColours, classColours, mixColours, runColour } from '#src/charts/theme.ts';
import { zoomAfter, zoomedFigure } from '#src/charts/zoom.ts';

/** Relative luminance and contrast ratio of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

describe('colours', () => {
  it.each(['light', 'dark'] as const)('stand out from the %s surface', (theme) => {
    const { surface, text, muted, outline, running, train, heldOut, target, fit } =
      chartColours[theme];
    for (const word of [text, muted]) expect(contrast(word, surface)).toBeGreaterThan(4.5);
    for (const line of [running, train, heldOut, target, fit, outline]) {
      expect(contrast(line, surface)).toBeGreaterThan(3);
    }
    for (let run = 0; run < 8; run++) {
      expect(contrast(runColour(run, theme), surface)).toBeGreaterThan(3);
    }
  });

  it('are ten for classes, all different', () => {
    expect(new Set(classColours).size).toBe(10);
  });

  it('mix', () => {
    expect(mixColours('#000000', '#ff8000', 0.5)).toBe('#804000');
    expect(mixColours('#123456', '#ffffff', 0)).toBe('#123456');
  });
});

describe('legendMargin', () => {
  it('has room for as many rows as the names need', () => {
    const one = legendMargin(['running', 'held-out'], 600);
    expect(
      legendMargin(
        Array.from({ length: 12 }, () => 'class 10'),
        390,
      ),
    ).toBeGreaterThan(one);
  });
});

describe('traceUid', () => {
  it('can stand in a selector', () => {
    expect(traceUid('a b', 'ln 3 = 1.0986')).toBe('a_b-ln_3___1_0986');
  });
});

describe('zoom', () => {
  it('is read from what Plotly reports', () => {
    const first = zoomAfter({}, { 'xaxis.range[0]': 1, 'xaxis.range[1]': 2, dragmode: 'zoom' });
    expect(first).toEqual({ xaxis: [1, 2] });
    expect(zoomAfter(first, { 'yaxis2.range': [-1, 1] })).toEqual({
      xaxis: [1, 2],
      yaxis2: [-1, 1],
    });
    expect(zoomAfter(first, { 'xaxis.range[1]': 5 })).toEqual({ xaxis: [1, 5] });
    expect(zoomAfter(first, { dragmode: 'pan' })).toBe(first);
    expect(zoomAfter(first, { 'yaxis.range[0]': 3 })).toBe(first);
  });

  it('replaces the ranges of its axes and nothing else', () => {
    const layout: Figure['layout'] = {
      xaxis: { range: [0, 9], title: { text: 'x' } },
      yaxis: { range: [0, 1] },
    };
    const figure = zoomedFigure({ data: [], layout }, { xaxis: [1, 2] });
    expect(figure.layout).toEqual({
      xaxis: { range: [1, 2], title: { text: 'x' } },
      yaxis: { range: [0, 1] },
    });
    expect(layout.xaxis?.range).toEqual([0, 9]);
  });
});
