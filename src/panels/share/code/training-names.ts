import type { CodeExperiment } from '#src/code/read/reading.ts';
import { differences, differenceText } from '#src/words/differences.ts';
import { codeWords } from '#words/code.ts';

/** Trainings by their numbers and the first things in which they differ. */
export function trainingNames(found: readonly CodeExperiment[]): readonly string[] {
  const experiments = found.flatMap(({ experiment }) => experiment ?? []);
  const apart = experiments.length === found.length ? differences(experiments).slice(0, 2) : [];
  return found.map((_, i) =>
    [
      `${codeWords.training} ${i + 1}`,
      ...apart.map((difference) => differenceText(difference, i)),
    ].join(' · '),
  );
}
