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

/** What tells runs apart and no more, for charts of several: what they share is said beside them. */
export function tellingRunNames(runs: readonly StoredRun[]): ReadonlyMap<string, string> {
  const differing = differences(runs.map(({ experiment }) => experiment));
  const names = runs.map((_, i) => differing.map((of) => differenceText(of, i)).join(' · '));
  const areTelling =
    differing.length > 0 &&
    differing.length <= toldDifferences &&
    new Set(names).size === runs.length &&
    runs.every(({ name }) => name === null);
  return areTelling
    ? new Map(runs.map(({ id }, i) => [id, names[i] as string]))
    : distinctRunNames(runs);
}

/**
 * Places in the palette of runs that tell these apart: each keeps its own unless an earlier one has it; where colours
 * are used up, those that come after them are drawn in other ways.
 */
export function distinctRunColours(runs: readonly StoredRun[]): ReadonlyMap<string, number> {
  const own = new Map(runs.toReversed().map((run) => [run.colour, run.id]));
  const free = Array.from({ length: 2 * runs.length + own.size }, (_, place) => place).filter(
    (place) => !own.has(place),
  );
  const first = new Set(own.values());
  return new Map(
    runs.map(({ id, colour }) => [id, first.has(id) ? colour : (free.shift() as number)]),
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
