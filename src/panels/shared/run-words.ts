import type { StoredRun } from '#src/library/stored-run.ts';
import { differences, differenceText } from '#src/words/differences.ts';
import { experimentName } from '#src/words/names.ts';
import { formatCount } from '#words/base/numbers.ts';
import { endingOf } from '#words/endings.ts';
import { fieldWords } from '#words/fields.ts';
import { words } from '#words/shared.ts';

/** A name gets no longer than by so many differences. */
const toldDifferences = 2;

/** What its reader called a run, or what it is. */
export function runName(run: Pick<StoredRun, 'name' | 'experiment'>): string {
  return run.name ?? experimentName(run.experiment);
}

/** Names that tell runs apart, by id: with what else differs, then the seed, then the engine, where that takes it. */
export function distinctRunNames(runs: readonly StoredRun[]): ReadonlyMap<string, string> {
  const full = fullNames(runs);
  const fullName = ({ id }: StoredRun) => full.get(id) as string;
  const withSeed = (run: StoredRun) => `${fullName(run)} · ${words.seed(run.experiment.seed)}`;
  const withEngine = (run: StoredRun) =>
    `${withSeed(run)} · ${fieldWords.engine.options[run.engine]}`;
  const steps = [fullName, withSeed, withEngine];
  return new Map(
    runs.map((run) => {
      const isUnique = (name: (other: StoredRun) => string) =>
        runs.every((other) => other === run || name(other) !== name(run));
      const name = steps.find(isUnique) ?? (steps.at(-1) as (run: StoredRun) => string);
      return [run.id, name(run)];
    }),
  );
}

/** Runs of one name get what differs between them: a name that was made does not hold every field. */
function fullNames(runs: readonly StoredRun[]): ReadonlyMap<string, string> {
  const names = [...new Set(runs.map(runName))];
  return new Map(
    names.flatMap((name) => {
      const sharing = runs.filter((run) => runName(run) === name);
      const differing = differences(
        sharing.map(({ experiment }) => experiment),
        ['seed', 'engine'],
      );
      return sharing.map(({ id }, i) => {
        const told = differing.slice(0, toldDifferences).map((of) => differenceText(of, i));
        return [id, [name, ...told].join(' · ')] as const;
      });
    }),
  );
}

/** How a run ended, in a few words; empty where it went to its end. */
export function endingPhrase(run: Pick<StoredRun, 'stopped' | 'figures' | 'experiment'>): string {
  const { stopped, figures, experiment } = run;
  return stopped === null
    ? words.interruptedAtEpochOf(formatCount(figures.epochs), formatCount(experiment.epochs))
    : endingOf(stopped).phrase;
}
