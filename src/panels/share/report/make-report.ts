import { differences, kindOfExperiment } from '#src/experiment/differences.ts';
import type { Report } from '#src/export/report.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import { type PicturedGroup, reportPictures } from '#src/panels/share/report/report-pictures.ts';
import { distinctRunNames, runName } from '#src/panels/shared/run-words.ts';
import { toHash } from '#src/share/link-codec.ts';
import type { Compare } from '#src/store/library/compare.ts';
import { compareGroups, comparisonSentence } from '#src/studies/comparison.ts';
import { type LossMetric, outcomeOf } from '#src/studies/outcomes.ts';
import { metricLabel } from '#src/words/losses.ts';

export interface ReportRequest {
  readonly ids: readonly string[];
  readonly title: string;
  readonly asked: string;
  readonly figure: LossMetric;
}

/** What a report is called: after the batch that all of its runs belong to, where there is one. */
export function reportTitle(ids: readonly string[], { library, batches }: Compare): string {
  const runs = library.store.getState().runs.filter(({ id }) => ids.includes(id));
  const stored = batches.store
    .getState()
    .batches.find(({ id }) => runs.length > 0 && runs.every(({ groupId }) => groupId === id));
  return stored?.batch.title ?? 'What was compared';
}

/** Gathers what a report of runs shows. */
export async function makeReport(
  compare: Compare,
  { ids, title, asked, figure }: ReportRequest,
): Promise<Report> {
  const runs = compare.library.store.getState().runs.filter(({ id }) => ids.includes(id));
  const names = distinctRunNames(runs);
  const groups = groupsOf(runs, compare);
  return {
    title: title.trim() || reportTitle(ids, compare),
    asked: asked.trim(),
    runs: runs.map((run) => ({
      name: names.get(run.id) as string,
      link: new URL(`#${toHash(run.experiment)}`, document.baseURI).href,
      seed: run.experiment.seed,
      engine: run.engine,
      figures: run.figures,
      experiment: run.experiment,
      lossFactor: run.lossFactor,
    })),
    differences: differences(
      runs.map(({ experiment }) => experiment),
      ['seed'],
    ),
    findings: findings(groups, figure),
    pictures: await reportPictures(await pictured(groups, names, compare), figure),
  };
}

interface Group {
  readonly name: string;
  readonly runs: StoredRun[];
}

/** Runs that differ in the seed only belong together. */
function groupsOf(runs: readonly StoredRun[], compare: Compare): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const run of runs) {
    const kind = kindOfExperiment(run.experiment);
    const known = groups.get(kind);
    if (known !== undefined) known.runs.push(run);
    else groups.set(kind, { name: groupName(run, compare), runs: [run] });
  }
  return [...groups.values()];
}

/** The name of the run's group in its batch, where it has one. */
function groupName(run: StoredRun, { batches }: Compare): string {
  const { groupId } = run;
  const stored = batches.store.getState().batches.find(({ id }) => id === groupId);
  const [, group] = groupId === null ? [] : run.id.slice(groupId.length).split('/');
  return stored?.batch.groups[Number(group)]?.name ?? runName(run);
}

/** What the seeds support of the first group against each other one. */
function findings(groups: readonly Group[], figure: LossMetric): readonly string[] {
  const outcomes = groups.map((group) =>
    group.runs.map((run) => ({ seed: run.experiment.seed, value: outcomeOf(run, figure) })),
  );
  const measured = metricLabel(
    figure,
    groups.flatMap(({ runs }) => runs),
  );
  return groups.slice(1).flatMap(({ name }, i) => {
    const comparison = compareGroups(outcomes[0] ?? [], outcomes[i + 1] ?? []);
    if (comparison.pairs === 0) return [];
    return [`${measured}: ${comparisonSentence(comparison, groups[0]?.name ?? '', name)}`];
  });
}

async function pictured(
  groups: readonly Group[],
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
