import { fileName } from '#src/charts/save-file.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { experimentName } from '#src/words/names.ts';
import { words } from '#words/shared.ts';

/** The name of a file that holds something of an experiment: its name and its seed. @param title what stands around them */
export function fileNameOf(
  experiment: Experiment,
  extension: string,
  title: (name: string) => string = (name) => name,
): string {
  const name = words.withSeed(experimentName(experiment), experiment.seed);
  return fileName(title(name), extension);
}
