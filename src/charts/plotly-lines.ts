import scatter, { type Point, type Subplot } from 'plotly.js/src/traces/scatter';
import linePoints from 'plotly.js/src/traces/scatter/line_points';

const { plot } = scatter;

/**
 * A line with gaps is drawn as one path: Plotly makes one for each part of it, and lines of many seeds are drawn as one
 * with gaps between.
 */
scatter.plot = (chart, subplot, traces, ...rest) => {
  // Plotly fills to a trace before, which it has to know in whole.
  const isFilledTo = traces.some(([first]) => first?.trace?.fill.startsWith('tonext'));
  const paths = traces.map((points) => (isFilledTo ? undefined : pathOf(points, subplot)));
  const drawn = traces.map((points, i) => {
    const path = paths[i];
    return path === undefined ? points : points.slice(0, path.firstPart);
  });
  plot(chart, subplot, drawn, ...rest);
  for (const [i, [first]] of traces.entries()) {
    const path = paths[i];
    if (path !== undefined) first?.node3?.select('.js-line').attr('d', path.text);
  }
};

interface Path {
  readonly text: string;
  /** Where the first part of it ends that is seen. */
  readonly firstPart: number;
}

/** Undefined where Plotly draws no more than one path, or what a path alone does not tell. */
function pathOf(points: readonly Point[], { xaxis, yaxis }: Subplot): Path | undefined {
  const trace = points[0]?.trace;
  if (trace?.visible !== true || trace.mode !== 'lines' || trace.fill !== 'none') return undefined;
  if (trace.connectgaps || trace.line.shape !== 'linear') return undefined;
  const ends = points.flatMap(({ x, y }, i) => (x === undefined || y === undefined ? [i] : []));
  if (ends.length === 0) return undefined;
  const { width, simplify } = trace.line;
  const baseTolerance = Math.max(width, 3) / 4; // as Plotly has it
  const options = { xaxis, yaxis, trace, baseTolerance, shape: 'linear', simplify } as const;
  const parts = [...ends, points.length].map((end, i) => {
    const start = i === 0 ? 0 : (ends[i - 1] as number) + 1;
    return { end, segments: linePoints(points.slice(start, end), options) };
  });
  const seen = parts.filter(({ segments }) => segments.length > 0);
  if (seen.length < 2) return undefined;
  const text = seen.flatMap(({ segments }) => segments.map((pixels) => `M${pixels.join('L')}`));
  return { text: text.join(''), firstPart: (seen[0] as (typeof seen)[number]).end };
}
