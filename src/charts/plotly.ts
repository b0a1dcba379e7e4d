import api from 'plotly.js/lib/core';
import drawing from 'plotly.js/src/components/drawing';
import lib, { type Step } from 'plotly.js/src/lib';
import subroutines from 'plotly.js/src/plot_api/subroutines';
import plots from 'plotly.js/src/plots/plots';
import type { Figure } from '#src/charts/figure.ts';
import '#src/charts/plotly-lines.ts';
import '#src/charts/plotly-points.ts';
import { nextTask } from '#src/lib/next-task.ts';

/** Plotly's core: axes, legends, lines and points. */
export { api };

/** Milliseconds after which the page is heard between two steps of a drawing. */
const pieceTime = 5;

const { bBox } = drawing;
/**
 * Labels of ticks, beside which the title of an axis stands, are measured where they are: Plotly measures a copy of each,
 * for every one of which the page is laid out anew.
 */
drawing.bBox = (node, ...rest) => {
  if (node.localName !== 'g' || node.classList[0]?.endsWith('tick') !== true)
    return bBox(node, ...rest);
  const { x, y, width, height } = node.getBBox();
  return { left: x, top: y, right: x + width, bottom: y + height, width, height };
};

type Steps = (steps: readonly Step[]) => Step[];

const whole: Steps = (steps) => [...steps];

/** How the next drawing takes its steps, and how the next step of one takes its own: those are not all waited for. */
let stepsOf = whole;
let partsOf = whole;

const runSteps = lib.syncOrAsync;
lib.syncOrAsync = (steps, ...rest) => {
  const taken = (steps.includes(subroutines.drawData) ? stepsOf : partsOf)(steps);
  partsOf = whole;
  return runSteps(taken, ...rest);
};

/** @param draw takes its list of steps at once */
function taking<T>(steps: Steps, draw: () => T): T {
  stepsOf = steps;
  try {
    return draw();
  } finally {
    stepsOf = whole;
  }
}

/** Draws while the page hears the reader, before and between the steps of it: the first drawing of a chart takes long. */
export async function drawInPieces<T>(draw: () => Promise<T>): Promise<T> {
  await nextTask();
  const begun = performance.now();
  return taking((steps) => inPieces(steps, begun), draw);
}

/** @param begun when the task began, in `performance.now()` milliseconds */
function inPieces(steps: readonly Step[], begun: number): Step[] {
  let start = begun;
  const pause: Step = async () => {
    await nextTask();
    start = performance.now();
  };
  const paused: Steps = (list) =>
    list.flatMap((step) => [
      (arg) => (performance.now() - start < pieceTime ? undefined : pause(arg)),
      step,
    ]);
  const axes = steps.indexOf(subroutines.layoutStyles) + 1;
  const drawAxes: Step = (arg) => {
    partsOf = paused; // one for each axis
    return steps[axes]?.(arg);
  };
  return paused(steps.with(axes, drawAxes));
}

/** The first step that has to do with axes: it knows their ranges. */
const firstOfAxes = (steps: readonly Step[]) => steps.indexOf(subroutines.layoutStyles) - 1;

/**
 * What is to be drawn has been found out; the page is heard, then the legend and a scale of colours are drawn, then it
 * is heard again. Axes and data come in one piece, so that nobody sees data in axes that are not theirs.
 */
const inParts: Steps = (steps) => {
  const axes = firstOfAxes(steps);
  return [nextTask, ...steps.slice(0, axes), nextTask, ...steps.slice(axes)];
};

/** Without the legend, what makes room for it, and axes: those make the places for data, know their ranges, draw data. */
const ofData: Steps = (steps) => {
  const axes = firstOfAxes(steps);
  const data = steps.indexOf(subroutines.drawData);
  return [nextTask, ...steps.slice(0, 3), ...steps.slice(axes, axes + 1), ...steps.slice(data)];
};

/** Has the browser compile, in two tasks of their own, what the first figure would else be kept waiting for. */
export async function warmUp(): Promise<void> {
  await nextTask();
  plots.supplyLayoutGlobalDefaults({}, { _dfltTitle: {} }, {});
  await nextTask();
  plots.supplyDefaults({ data: [{ y: [0] }], layout: {}, _context: { locale: 'en', locales: {} } });
}

/** How much of a drawing is drawn, and in how many pieces. */
const ways = { whole, inParts, ofData };

/**
 * Draws a figure anew.
 *
 * @param way `ofData` where its frame is the one that is drawn (`frameOf`); axes, legend and margins then stay as they are
 */
export async function redraw(
  element: HTMLElement,
  { data, layout }: Figure,
  way: keyof typeof ways,
): Promise<void> {
  if (way !== 'whole') await nextTask();
  if (!element.isConnected) return; // it is gone meanwhile
  await taking(ways[way], () => api.react(element, data, layout));
}
