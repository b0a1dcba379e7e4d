import type { LayoutImage } from 'plotly.js';
import type { Range } from '#src/charts/figure.ts';

/** Marker shapes by Plotly's names, so that legends show the same; a class' shape is the one at its index. */
export const classSymbols = [
  'circle',
  'square',
  'diamond',
  'triangle-up',
  'cross',
  'x',
  'triangle-down',
  'pentagon',
  'star',
  'hexagon',
] as const;
export type MarkSymbol = (typeof classSymbols)[number];

/** A class' marker shape. @param classIndex from 0 */
export function classSymbol(classIndex: number): MarkSymbol {
  return classSymbols[classIndex % classSymbols.length] as MarkSymbol;
}

/** Points drawn alike. */
export interface Marks {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly symbol: MarkSymbol;
  /** In pixels. */
  readonly radius: number;
  readonly fill: string;
  readonly stroke: string;
  readonly strokeWidth: number;
  readonly opacity?: number;
}

/** A part of the axes' plane and the pixels it is drawn on. */
export interface PlotArea {
  readonly x: Range;
  readonly y: Range;
  readonly width: number;
  readonly height: number;
}

/** Room for marks on the edge, in pixels. */
export const marksEdge = 12;

/**
 * Many marks as one picture within the axes. As markers of a trace, two thousand points cost Plotly some 30 ms in each
 * draw; a picture that does not change costs nothing.
 *
 * @param area the visible part of linear axes
 * @param layer below the traces, or above them
 */
export function marksImage(
  marks: readonly Marks[],
  area: PlotArea,
  layer: 'above' | 'below',
  axes: { readonly xref: 'x'; readonly yref: 'y' | 'y2' } = { xref: 'x', yref: 'y' },
): LayoutImage {
  const perX = area.width / (area.x[1] - area.x[0]);
  const perY = area.height / (area.y[1] - area.y[0]);
  return {
    ...axes,
    source: `data:image/svg+xml,${encodeURIComponent(marksSvg(marks, area))}`,
    x: area.x[0] - marksEdge / perX,
    y: area.y[1] + marksEdge / perY,
    sizex: (area.width + 2 * marksEdge) / perX,
    sizey: (area.height + 2 * marksEdge) / perY,
    xanchor: 'left',
    yanchor: 'top',
    sizing: 'stretch',
    layer,
  };
}

/** The marks in the area, with an edge of `marksEdge` around it, as the source of an SVG file. */
export function marksSvg(marks: readonly Marks[], area: PlotArea): string {
  const perX = area.width / (area.x[1] - area.x[0]);
  const perY = area.height / (area.y[1] - area.y[0]);
  const width = area.width + 2 * marksEdge;
  const height = area.height + 2 * marksEdge;
  const paths = marks.map((layer) => {
    const shape = markPath(layer.symbol, layer.radius);
    let path = '';
    for (let i = 0; i < layer.x.length; i++) {
      const px = ((layer.x[i] as number) - area.x[0]) * perX + marksEdge;
      const py = (area.y[1] - (layer.y[i] as number)) * perY + marksEdge;
      if (px >= 0 && px <= width && py >= 0 && py <= height) {
        path += `M${px.toFixed(1)} ${py.toFixed(1)}${shape}`;
      }
    }
    return `<path d="${path}" fill="${layer.fill}" stroke="${layer.stroke}" stroke-width="${layer.strokeWidth}" opacity="${layer.opacity ?? 1}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">${paths.join('')}</svg>`;
}

/** Corners of each shape around its centre, y upwards, for a radius of 1; areas are about equal. */
const corners: Readonly<
  Record<Exclude<MarkSymbol, 'circle'>, readonly (readonly [number, number])[]>
> = {
  square: turned(4, 1.2, 45),
  diamond: turned(4, 1.3, 0),
  'triangle-up': turned(3, 1.4, 90),
  'triangle-down': turned(3, 1.4, 270),
  pentagon: turned(5, 1.15, 90),
  hexagon: turned(6, 1.1, 0),
  star: star(1.5, 0.6),
  cross: plus(1.3, 0.4, 0),
  x: plus(1.3, 0.4, 45),
};

function turned(count: number, radius: number, degrees: number) {
  return Array.from({ length: count }, (_, i) => polar(radius, degrees + (360 * i) / count));
}

function star(outer: number, inner: number) {
  return Array.from({ length: 10 }, (_, i) => polar(i % 2 === 0 ? outer : inner, 90 + 36 * i));
}

function plus(reach: number, half: number, degrees: number) {
  const outline = [0, 90, 180, 270].flatMap((side) => [
    polar(Math.hypot(reach, half), side - Math.atan2(half, reach) * (180 / Math.PI)),
    polar(Math.hypot(reach, half), side + Math.atan2(half, reach) * (180 / Math.PI)),
    polar(Math.SQRT2 * half, side + 45),
  ]);
  if (degrees === 0) return outline;
  const angle = (degrees * Math.PI) / 180;
  return outline.map(
    ([x, y]) =>
      [
        x * Math.cos(angle) - y * Math.sin(angle),
        x * Math.sin(angle) + y * Math.cos(angle),
      ] as const,
  );
}

function polar(radius: number, degrees: number): readonly [number, number] {
  const angle = (degrees * Math.PI) / 180;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/** The shape's outline in SVG path commands relative to its centre. */
export function markPath(symbol: MarkSymbol, radius: number): string {
  const r = Number(radius.toFixed(2));
  if (symbol === 'circle')
    return `m${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
  let [atX, atY] = [0, 0];
  const steps = corners[symbol].map(([x, y], i) => {
    const step = `${i === 0 ? 'm' : 'l'}${(x * r - atX).toFixed(2)} ${(-y * r - atY).toFixed(2)}`;
    [atX, atY] = [x * r, -y * r];
    return step;
  });
  return `${steps.join('')}z`;
}
