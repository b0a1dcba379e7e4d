import type { Figure, Viewport } from '#src/charts/figure.ts';
import { baseAxis, baseLayout, marginsFor } from '#src/charts/figures/base-layout.ts';
import { answersOf, type ClassesInput, classCount } from '#src/charts/figures/classes.ts';
import { classLabels } from '#src/charts/output.ts';
import type { Table } from '#src/charts/table.ts';
import { chartColours, mixColours } from '#src/charts/theme.ts';
import { formatFixed } from '#words/base/numbers.ts';
import { words as classWords } from '#words/charts/confusion.ts';
import { words } from '#words/charts/figures.ts';

/** Points by true and predicted class. */
export interface Confusion {
  readonly classes: number;
  /** [classes × classes], true class by row, predicted class by column. */
  readonly counts: Float64Array;
  /** Share of the true class' points that got this answer; 0 where it has none. */
  share(actual: number, predicted: number): number;
}

/** Counts each answer against the truth. @param truth @param answers class indices, [rows] */
export function confusionOf(
  truth: ArrayLike<number>,
  answers: ArrayLike<number>,
  classes: number,
): Confusion {
  const counts = new Float64Array(classes * classes);
  const totals = new Float64Array(classes);
  for (let row = 0; row < answers.length; row++) {
    const actual = truth[row] as number;
    const cell = actual * classes + (answers[row] as number);
    counts[cell] = (counts[cell] as number) + 1;
    totals[actual] = (totals[actual] as number) + 1;
  }
  return {
    classes,
    counts,
    share: (actual, predicted) =>
      (counts[actual * classes + predicted] as number) / (totals[actual] || 1),
  };
}

/** Narrower cells, in pixels, hold the count alone. */
const roomForShare = 52;

/** The counts as a heat map: the share of the true class as colour, the right answers on the falling diagonal. */
export function confusionFigure(input: ClassesInput, viewport: Viewport): Figure {
  const { theme } = input;
  const colours = chartColours[theme];
  const confusion = confusionOfInput(input);
  const { classes, counts, share } = confusion;
  const names = classLabels(input.header.task);
  const cells = <T>(of: (actual: number, predicted: number) => T): T[][] =>
    names.map((_, actual) => names.map((_, predicted) => of(actual, predicted)));
  const margin = marginsFor(viewport.width);
  const wide = (viewport.width - margin.l - margin.r) / classes >= roomForShare;
  const percent = (actual: number, predicted: number) =>
    `${formatFixed(100 * share(actual, predicted), 1)} %`;
  const axis = {
    type: 'category',
    showgrid: false,
    ticks: '',
    showline: false,
    automargin: true,
  } as const;
  return {
    data: [
      {
        type: 'heatmap',
        uid: 'confusion',
        x: [...names],
        y: [...names],
        z: cells(share),
        zmin: 0,
        zmax: 1,
        colorscale: [
          [0, mixColours(colours.surface, colours.train, 0.04)],
          [1, mixColours(colours.surface, colours.train, theme === 'light' ? 0.85 : 0.75)],
        ],
        showscale: false,
        xgap: 2,
        ygap: 2,
        text: cells((actual, predicted) => {
          const count = counts[actual * classes + predicted] as number;
          return wide ? `<b>${count}</b><br>${percent(actual, predicted)}` : String(count);
        }) as unknown as string[],
        texttemplate: '%{text}',
        textfont: { size: 13 },
        customdata: cells(percent) as unknown as string[],
        hovertemplate: words.confusionHover,
      },
    ],
    layout: {
      ...baseLayout(theme, viewport, 'confusion'),
      hovermode: 'closest',
      showlegend: false,
      xaxis: { ...baseAxis(theme, words.predictedTitle, [-0.5, classes - 0.5]), ...axis },
      yaxis: { ...baseAxis(theme, words.trueClass, [classes - 0.5, -0.5]), ...axis },
    },
  };
}

/** One row a true class: its points, recall and precision, then the counts of each answer and their shares. */
export function confusionTable(input: Omit<ClassesInput, 'theme'>): Table {
  const { classes, counts, share } = confusionOfInput(input);
  const report = classReport(input);
  const names = classLabels(input.header.task);
  const percent = (value: number) => Math.round(1000 * value) / 10;
  const columns = names.map((name, predicted) => [
    {
      name: classWords.answered(name),
      value: (actual: number) => counts[actual * classes + predicted] as number,
    },
    {
      name: classWords.answeredShare(name),
      value: (actual: number) => percent(share(actual, predicted)),
    },
  ]);
  const of = (part: 'points' | 'recall' | 'precision') => (actual: number) =>
    report[actual]?.[part] ?? Number.NaN;
  return {
    rows: classes,
    columns: [
      { name: classWords.trueClass, value: (actual) => names[actual] ?? '' },
      { name: classWords.points, value: of('points') },
      { name: classWords.recall, value: (actual) => percent(of('recall')(actual)) },
      { name: classWords.precision, value: (actual) => percent(of('precision')(actual)) },
      ...columns.flat(),
    ],
  };
}

/** What a class' points and answers are worth; NaN where it has none. */
export interface ClassReport {
  readonly name: string;
  readonly points: number;
  /** Share of its points that are answered rightly. */
  readonly recall: number;
  /** Share of the answers of this class that are right. */
  readonly precision: number;
}

export function classReport(input: Omit<ClassesInput, 'theme'>): readonly ClassReport[] {
  const { classes, counts } = confusionOfInput(input);
  const at = (actual: number, predicted: number) => counts[actual * classes + predicted] as number;
  return classLabels(input.header.task).map((name, k) => {
    let points = 0;
    let answered = 0;
    for (let other = 0; other < classes; other++) {
      points += at(k, other);
      answered += at(other, k);
    }
    return { name, points, recall: at(k, k) / points, precision: at(k, k) / answered };
  });
}

/** The recall of each class, and their mean, which counts rare classes as much as common ones; empty before answers. */
export function recallNote(input: Omit<ClassesInput, 'theme'>): string {
  const known = classReport(input).filter(({ points }) => points > 0);
  if (known.length === 0) return '';
  const mean = known.reduce((sum, { recall }) => sum + recall, 0) / known.length;
  return classWords.recalls(
    known.map(({ name, recall }) => ({ name, recall })),
    mean,
  );
}

function confusionOfInput({ header, snapshot, set }: Omit<ClassesInput, 'theme'>): Confusion {
  return confusionOf(header[set].y, answersOf(snapshot, set) ?? [], classCount(header));
}
