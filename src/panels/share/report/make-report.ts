import type { Still } from '#src/charts/stills.ts';
import type { Guessing } from '#src/doctor/floors/guessing.ts';
import type { Report, ReportPicture, ReportQuestion } from '#src/export/report.ts';
import { nextTask } from '#src/lib/next-task.ts';
import {
  type ReportQuestion as Question,
  type ReportGroup,
  reportGroups,
  reportQuestions,
} from '#src/panels/share/report/report-groups.ts';
import {
  drawn,
  type PicturedGroup,
  reportPictures,
} from '#src/panels/share/report/report-pictures.ts';
import { distinctRunNames } from '#src/panels/shared/run-words.ts';
import { shownGuessing } from '#src/records/loss-unit.ts';
import { toHash } from '#src/share/link-codec.ts';
import { pageLink } from '#src/share/url-binding.ts';
import type { Compare } from '#src/store/library/compare.ts';
import { compareGroups, compareSuccess } from '#src/studies/comparison.ts';
import { type LossMetric, runOutcome, sharedMetric } from '#src/studies/outcomes.ts';
import { learnt } from '#src/studies/seed-statistics.ts';
import { comparisonStatements } from '#src/studies/statements.ts';
import { seedSuccesses, sharedCriterion, successCounts } from '#src/studies/successes.ts';
import { toldBatches } from '#src/words/batches.ts';
import { comparisonText, successesText } from '#src/words/comparison.ts';
import { differences } from '#src/words/differences.ts';
import { metricLabel } from '#words/losses.ts';
import { words } from '#words/share/report.ts';

export interface ReportRequest {
  readonly ids: readonly string[];
  readonly title: string;
  readonly asked: string;
  readonly metric: LossMetric;
}

/** What a report is called: after the batch that all of its runs belong to, where there is one. */
export function reportTitle(ids: readonly string[], compare: Compare): string {
  const [question, ...others] = questionsOf(ids, compare);
  return (others.length === 0 && question?.title) || words.whatWasCompared;
}

function questionsOf(ids: readonly string[], compare: Compare): readonly Question[] {
  const wanted = new Set(ids);
  const chosen = compare.library.store.getState().runs.filter(({ id }) => wanted.has(id));
  return reportQuestions(chosen, toldBatches(compare.batches.store.getState().batches));
}

/** How many of a report's pictures are drawn. */
export interface ReportProgress {
  readonly done: number;
  readonly of: number;
}

/**
 * Gathers what a report of runs shows.
 *
 * @param onProgress told before each picture; the page goes on between them
 */
export async function makeReport(
  compare: Compare,
  { ids, title, asked, metric }: ReportRequest,
  onProgress: (progress: ReportProgress) => void,
): Promise<Report> {
  const gathered = await Promise.all(
    questionsOf(ids, compare).map((question) => answered(question, compare, metric)),
  );
  const of = gathered.reduce((sum, { pictures }) => sum + pictures.length, 0);
  const questions: ReportQuestion[] = [];
  let done = 0;
  for (const question of gathered) {
    const pictures: ReportPicture[] = [];
    for (const still of question.pictures) {
      onProgress({ done, of });
      await nextTask();
      pictures.push(await drawn(still));
      done++;
    }
    questions.push({ ...question, pictures });
  }
  return { title: title.trim() || reportTitle(ids, compare), asked: asked.trim(), questions };
}

/** A question whose pictures are to be drawn. */
interface GatheredQuestion extends Omit<ReportQuestion, 'pictures'> {
  readonly pictures: readonly Still[];
}

async function answered(
  question: Question,
  compare: Compare,
  chosen: LossMetric,
): Promise<GatheredQuestion> {
  const groups = reportGroups(question.runs, toldBatches(compare.batches.store.getState().batches));
  const runs = groups.flatMap((group) => group.runs);
  const metric = sharedMetric(
    chosen,
    runs.map(({ experiment }) => experiment),
  );
  const names = distinctRunNames(runs);
  const pictured = await withData(groups, names, compare);
  return {
    title: question.title ?? words.whatWasCompared,
    groups: groups.map(({ name, experiment, runs: own }) => ({
      name,
      link: pageLink(toHash(experiment)),
      seeds: own.map((run) => run.experiment.seed),
    })),
    runs: runs.map((run) => ({
      name: names.get(run.id) as string,
      seed: run.experiment.seed,
      engine: run.engine,
      figures: run.figures,
      experiment: run.experiment,
      lossFactor: run.lossFactor,
      answerVariance: run.answerVariance ?? null,
    })),
    differences: differences(
      groups.map(({ experiment }) => experiment),
      ['seed'],
    ),
    findings: findings(groups, metric, guessingOf(pictured)),
    pictures: reportPictures(pictured, metric),
  };
}

/** What guessing scores for the first run of which it is known, as it is shown. */
function guessingOf(groups: readonly PicturedGroup[]): Guessing | null {
  const known = groups
    .flatMap(({ runs }) => runs)
    .find(({ view }) => view?.header.guessing != null);
  return shownGuessing(known?.view?.header.guessing ?? null, known?.run.lossFactor ?? null);
}

/** What the seeds support: how many of each group succeed, and the first group against each other one. */
function findings(
  groups: readonly ReportGroup[],
  metric: LossMetric,
  guessing: Guessing | null,
): readonly string[] {
  const experiments = groups.flatMap(({ runs }) => runs.map(({ experiment }) => experiment));
  const learning = guessing && learnt(guessing);
  const criterion = learning && sharedCriterion(learning, experiments);
  const measured = metricLabel(
    metric,
    groups.flatMap(({ runs }) => runs),
  );
  const compared = groups.map(({ runs }) => ({
    outcomes: runs.map((run) => runOutcome(run, metric)),
    successes: criterion && seedSuccesses(runs, criterion),
  }));
  const counts = groups.flatMap(({ name, runs }) => {
    if (criterion === null || runs.length < 2) return [];
    const counted = successCounts(runs, criterion, guessing);
    return [`${name}: ${successesText(counted, criterion)}`];
  });
  const [first] = compared;
  const comparisons = compared.slice(1).flatMap(({ outcomes, successes }, i) => {
    const comparison = compareGroups(first?.outcomes ?? [], outcomes);
    if (comparison.pairs === 0) return [];
    const success = successes && first?.successes && compareSuccess(first.successes, successes);
    const names = [groups[0]?.name ?? '', groups[i + 1]?.name ?? ''] as const;
    const statements = comparisonStatements(comparison, success ?? null, ...names);
    return [`${measured}: ${comparisonText(statements)}`];
  });
  return [...counts, ...comparisons];
}

async function withData(
  groups: readonly ReportGroup[],
  names: ReadonlyMap<string, string>,
  { views }: Compare,
): Promise<readonly PicturedGroup[]> {
  return Promise.all(
    groups.map(async ({ name, runs }) => ({
      name,
      runs: await Promise.all(
        runs.map(async (run) => ({
          run,
          name: names.get(run.id) as string,
          log: await views.log(run),
          view: await views.view(run),
        })),
      ),
    })),
  );
}
