import { experimentOf } from '#src/code/read/experiment-of.ts';
import { type ReadingOptions, readFacts } from '#src/code/read/read-facts.ts';
import type { CodeExperiment, Reading } from '#src/code/read/reading.ts';

/** Reads pasted code and makes an experiment of each training in it. Never throws. */
export async function readCode(
  pasted: string,
  options?: ReadingOptions,
): Promise<Reading & { readonly experiments: readonly CodeExperiment[] }> {
  const reading = await readFacts(pasted, options);
  return { ...reading, experiments: reading.trainings.map(experimentOf) };
}
