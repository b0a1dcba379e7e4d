/** Which of the page's two colour schemes a chart is drawn for. */
export type ChartTheme = 'light' | 'dark';

/** The colours of a chart that stand for no class and no run. */
export interface ChartColours {
  /** What the chart lies on; used where a picture leaves the page. */
  readonly surface: string;
  readonly text: string;
  /** Lines that are there for comparison only. */
  readonly muted: string;
  readonly grid: string;
  /** The outline of points, against their own colour spread out behind them. */
  readonly outline: string;
  /** The training range on a line. */
  readonly shade: string;
  readonly running: string;
  readonly train: string;
  readonly heldOut: string;
  readonly target: string;
  readonly fit: string;
  /** Weights, biases and errors by their sign. */
  readonly positive: string;
  readonly negative: string;
}

/** Hues by Okabe and Ito, which readers with any colour vision tell apart, shifted to contrast with each surface. */
export const chartColours = {
  light: {
    surface: '#ffffff',
    text: '#212529',
    muted: '#5c636a',
    grid: '#e3e6ea',
    outline: '#212529',
    shade: 'rgba(0, 114, 178, 0.07)',
    running: '#737a82',
    train: '#0072b2',
    heldOut: '#c44e00',
    target: '#212529',
    fit: '#c44e00',
    positive: '#0072b2',
    negative: '#c44e00',
  },
  dark: {
    surface: '#1b1e24',
    text: '#e9ecef',
    muted: '#adb5bd',
    grid: '#343a43',
    outline: '#f8f9fa',
    shade: 'rgba(86, 180, 233, 0.10)',
    running: '#adb5bd',
    train: '#56b4e9',
    heldOut: '#ff9e4a',
    target: '#e9ecef',
    fit: '#ff9e4a',
    positive: '#56b4e9',
    negative: '#ff9e4a',
  },
} as const satisfies Record<ChartTheme, ChartColours>;

/** Class colours after Okabe and Ito, two more for the ninth and tenth; each also has a marker shape of its own. */
export const classColours = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#cc79a7',
  '#56b4e9',
  '#d55e00',
  '#f0e442',
  '#8d6cc4',
  '#8a8a8a',
  '#8c4a2f',
] as const;

/** A class' colour. @param classIndex from 0 */
export function classColour(classIndex: number): string {
  return classColours[classIndex % classColours.length] as string;
}

const lightRunColours = [
  '#0072b2',
  '#c44e00',
  '#00805d',
  '#a8487d',
  '#6a3fb5',
  '#8c6500',
  '#1b7f9c',
  '#8c2d2d',
];
const darkRunColours = [
  '#56b4e9',
  '#ff9e4a',
  '#2fc99b',
  '#e79cc4',
  '#b197fc',
  '#e6c35c',
  '#7fd6e6',
  '#f28b8b',
];

/** Colours for overlaid runs, by their place in a list; they repeat after eight. */
export function runColour(index: number, theme: ChartTheme): string {
  const colours = theme === 'light' ? lightRunColours : darkRunColours;
  return colours[index % colours.length] as string;
}

/** What tells lines apart where colours have begun again. */
const runDashes = ['solid', 'dash', 'dot'] as const;

/** How a run's line is drawn, by the same place. */
export function runDash(index: number): (typeof runDashes)[number] {
  const round = Math.floor(index / lightRunColours.length);
  return runDashes[round % runDashes.length] as (typeof runDashes)[number];
}

export type Rgb = readonly [red: number, green: number, blue: number];

/** @param colour as #rrggbb @returns 0 … 255 each */
export function channels(colour: string): Rgb {
  const channel = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return [channel(1), channel(3), channel(5)];
}

/** One colour mixed into another. @param share of `colour`, 0 … 1 @param base both as #rrggbb */
export function mixColours(base: string, colour: string, share: number): string {
  const to = channels(colour);
  const mixed = channels(base).map((from, i) => from + ((to[i] as number) - from) * share);
  return `#${mixed.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}
