import { chartText } from '#src/code/write/julia/chart.ts';
import { courseText } from '#src/code/write/julia/course.ts';
import { juliaData } from '#src/code/write/julia/data.ts';
import { fluxText } from '#src/code/write/julia/flux.ts';
import { headText, randomText } from '#src/code/write/julia/head.ts';
import { parametersText } from '#src/code/write/julia/parameters.ts';
import type { Script } from '#src/code/write/script.ts';

/** The parts of a script for Flux, in Julia. */
export async function juliaParts(script: Script): Promise<readonly string[]> {
  return [
    headText(script),
    randomText(script),
    await juliaData(script),
    parametersText(script),
    courseText(script),
    fluxText(script),
    chartText(script),
  ];
}
