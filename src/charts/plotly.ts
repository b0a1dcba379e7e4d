import api from 'plotly.js/lib/core';
import lib, { type Step } from 'plotly.js/src/lib';
import { nextTask } from '#src/lib/next-task.ts';

/** Plotly's core: axes, legends, lines and points. */
export { api };

/** Milliseconds after which the page is heard between two steps of a drawing. */
const pieceTime = 5;

let cutsNext = false;

const runSteps = lib.syncOrAsync;
// Steps of the whole drawing alone: those within a step are not all waited for.
lib.syncOrAsync = (steps, ...rest) => {
  const taken = cutsNext ? inPieces(steps) : steps;
  cutsNext = false;
  return runSteps(taken, ...rest);
};

function inPieces(steps: readonly Step[]): Step[] {
  let begun = performance.now();
  const pause: Step = async () => {
    await nextTask();
    begun = performance.now();
  };
  return steps.flatMap((step) => [
    (arg) => (performance.now() - begun < pieceTime ? undefined : pause(arg)),
    step,
  ]);
}

/** Draws while the page hears the reader, before and between the steps of it: the first drawing of a chart takes long. */
export async function drawInPieces<T>(draw: () => Promise<T>): Promise<T> {
  await nextTask();
  cutsNext = true;
  try {
    return await draw();
  } finally {
    cutsNext = false;
  }
}
