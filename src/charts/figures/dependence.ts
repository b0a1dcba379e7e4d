import type { Figure, Viewport } from '#src/charts/figure.ts';
import { baseAxis, baseLayout } from '#src/charts/figures/base-layout.ts';
import { extentOf, paddedRange } from '#src/charts/figures/ranges.ts';
import { arrayColumn, type Table } from '#src/charts/table.ts';
import { type ChartTheme, chartColours } from '#src/charts/theme.ts';
import type { Dependence } from '#src/network/explain.ts';
import { words } from '#words/charts/inputs.ts';

export interface DependenceFigureInput {
  /** Of the input that varies, and of what is answered. */
  readonly name: string;
  readonly answerName: string;
  /** Null before it is known. */
  readonly dependence: Dependence | null;
  /** Where the reader's own row stands along the input. */
  readonly at: number;
  readonly isProbability: boolean;
  readonly theme: ChartTheme;
}

/** Answers along one input: thin lines are rows, the dashed one their mean, the thick one the reader's own row. */
export function dependenceFigure(input: DependenceFigureInput, viewport: Viewport): Figure {
  const { name, answerName, dependence, at, isProbability, theme } = input;
  const colours = chartColours[theme];
  const x = Array.from(dependence?.positions ?? []);
  const mean = meanOf(dependence);
  const own = Array.from(dependence?.ofPoint ?? []);
  const extent = dependence && extentOf([dependence.lines, dependence.ofPoint]);
  const range = isProbability
    ? ([-0.03, 1.03] as const)
    : paddedRange(null, extent ?? [0, 1], 0.05);
  const line = { type: 'scatter', mode: 'lines' } as const;
  return {
    data: [
      {
        ...line,
        uid: 'rows',
        ...rowLines(dependence),
        name: words.dependence.rows,
        line: { color: colours.train, width: 1 },
        opacity: 0.25,
        hoverinfo: 'skip',
      },
      {
        ...line,
        uid: 'mean',
        x,
        y: mean,
        name: words.dependence.mean,
        line: { color: colours.text, width: 2, dash: 'dash' },
      },
      {
        ...line,
        uid: 'own',
        x,
        y: own,
        name: words.dependence.row,
        line: { color: colours.fit, width: 3 },
      },
      {
        type: 'scatter',
        mode: 'markers',
        uid: 'at',
        x: dependence ? [at] : [],
        y: dependence ? [dependence.answer] : [],
        marker: { color: colours.fit, size: 10 },
        showlegend: false,
        hoverinfo: 'skip',
      },
    ],
    layout: {
      ...baseLayout(theme, viewport, `dependence ${name}`),
      xaxis: baseAxis(theme, name, [x[0] ?? 0, x.at(-1) ?? 1]),
      yaxis: baseAxis(theme, answerName, range),
    },
  };
}

/** The mean and the reader's row by place, then each of the rows. */
export function dependenceTable({
  name,
  dependence,
}: Pick<DependenceFigureInput, 'name' | 'dependence'>): Table {
  const positions = dependence?.positions ?? new Float64Array(0);
  const { length } = positions;
  const lines = Array.from({ length: dependence?.rows ?? 0 }, (_, row) => ({
    name: `${words.residuals.row} ${row + 1}`,
    value: (place: number) => dependence?.lines[row * length + place] ?? Number.NaN,
  }));
  return {
    rows: length,
    columns: [
      arrayColumn(name, positions),
      arrayColumn(words.dependence.mean, meanOf(dependence)),
      arrayColumn(words.dependence.row, dependence?.ofPoint ?? []),
      ...lines,
    ],
  };
}

function meanOf(dependence: Dependence | null): number[] {
  if (dependence === null) return [];
  const { positions, lines, rows } = dependence;
  return Array.from(positions, (_, place) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += lines[row * positions.length + place] as number;
    return sum / rows;
  });
}

/** All rows as one line with breaks in it. */
function rowLines(dependence: Dependence | null): { x: number[]; y: number[] } {
  const [x, y]: [number[], number[]] = [[], []];
  for (let row = 0; row < (dependence?.rows ?? 0); row++) {
    const positions = dependence?.positions ?? [];
    for (const [place, position] of positions.entries()) {
      x.push(position);
      y.push(dependence?.lines[row * positions.length + place] ?? Number.NaN);
    }
    x.push(Number.NaN);
    y.push(Number.NaN);
  }
  return { x, y };
}
