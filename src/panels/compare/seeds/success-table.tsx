import { useComputedColorScheme } from '@mantine/core';
import { runColour } from '#src/charts/theme.ts';
import { ascending, median, memberQuantile } from '#src/lib/statistics.ts';
import type { BatchRuns } from '#src/panels/shared/use-batch-runs.ts';
import {
  middleQuality,
  type QualityId,
  qualitiesOf,
  qualityIds,
  qualityOf,
} from '#src/records/quality.ts';
import { hasDiverged } from '#src/records/run-header.ts';
import type { RunLog } from '#src/records/run-log.ts';
import { type GroupRuns, type LossMetric, seedOutcomes } from '#src/studies/outcomes.ts';
import { type Criterion, success } from '#src/studies/seed-statistics.ts';
import { Card } from '#src/ui/card.tsx';
import { DataTable } from '#src/ui/data-table.tsx';
import { Prose } from '#src/ui/prose.tsx';
import { Swatch } from '#src/ui/swatch.tsx';
import { criterionText } from '#src/words/comparison.ts';
import { words } from '#words/compare/seeds.ts';
import { inSentence, partOf } from '#words/forms.ts';
import { metricColumn } from '#words/losses.ts';
import { metricText, qualityText, qualityWords } from '#words/metrics.ts';

interface SuccessTableProps {
  readonly runs: BatchRuns;
  readonly logs: ReadonlyMap<string, RunLog>;
  readonly metric: LossMetric;
  /** One for each group; null where it is not known (yet). */
  readonly criteria: readonly (Criterion | null)[];
}

/** How often each group succeeds, how soon, and what it comes to. */
export function SuccessTable({ runs, logs, metric, criteria }: SuccessTableProps) {
  const theme = useComputedColorScheme('light');
  const { label, textOf } = metricColumn(metric, runs.kept);
  const name = inSentence(label);
  const qualities = qualitiesOf(qualityIds, runs.kept);
  const told = { logs, metric, textOf, qualities };
  const successes = successTexts(runs.groups, criteria);
  return (
    <Card title={words.howOftenHowSoon}>
      <DataTable label={words.howOftenHowSoonTable} width="full" data-testid="success-table">
        <thead>
          <tr>
            <th scope="col">{words.experiment}</th>
            <th scope="col">{words.seeds}</th>
            <th scope="col">{words.succeed}</th>
            <th scope="col">{words.diverge}</th>
            <th scope="col">{words.median(name)}</th>
            <th scope="col">{words.band}</th>
            {qualities.map((id) => (
              <th key={id} scope="col" title={qualityWords[id].meaning}>
                {words.median(qualityWords[id].label)}
              </th>
            ))}
            <th scope="col">{words.medianTimeToSucceed}</th>
          </tr>
        </thead>
        <tbody>
          {runs.groups.map((group, g) => (
            // The groups of a batch never change their places.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={g}>
              <th scope="row">
                <Swatch color={runColour(g, theme)} />
                {group.group.name}
              </th>
              {cellsOf(group, criteria[g] ?? null, told).map((text, i) => (
                // oxlint-disable-next-line react/no-array-index-key
                <td key={i}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </DataTable>
      {successes.map((text) => (
        <Prose key={text} look="quiet">
          {text}
        </Prose>
      ))}
    </Card>
  );
}

/** What a success is: in one sentence, or in one for each group where they differ. */
function successTexts(
  groups: readonly GroupRuns[],
  criteria: SuccessTableProps['criteria'],
): readonly string[] {
  const texts = criteria.map((criterion) => criterion && criterionText(criterion));
  const known = texts.filter((text) => text !== null);
  if (new Set(known).size <= 1) return known.slice(0, 1).map(words.aSuccessEndsWithA);
  return groups.flatMap(({ group }, g) => {
    const text = texts[g] ?? null;
    return text === null ? [] : [words.aSuccessOf(group.name, text)];
  });
}

/** What is told of every group. */
interface Told extends Pick<SuccessTableProps, 'logs' | 'metric'> {
  readonly textOf: ReturnType<typeof metricColumn>['textOf'];
  readonly qualities: readonly QualityId[];
}

function cellsOf(
  group: GroupRuns,
  criterion: Criterion | null,
  { logs, metric, textOf, qualities }: Told,
): readonly string[] {
  const kept = group.runs.filter((run) => run !== null);
  const outcomes = ascending(seedOutcomes(group, metric).map(({ value }) => value));
  const [first] = kept;
  const at = (q: number) =>
    first === undefined || outcomes.length === 0 ? '–' : textOf(memberQuantile(outcomes, q), first);
  const repetitions = kept.flatMap((run) => {
    const log = logs.get(run.id);
    if (log === undefined) return [];
    return [{ seed: run.experiment.seed, records: log, stopped: run.stopped }];
  });
  const result = criterion === null ? null : success(repetitions, criterion);
  return [
    String(kept.length),
    result === null ? '…' : partOf(result.successes, result.repetitions),
    String(kept.filter(hasDiverged).length),
    at(0.5),
    `${at(0.1)} … ${at(0.9)}`,
    ...qualities.map((id) => {
      const values = kept.map((run) => qualityOf(id, run)).filter(Number.isFinite);
      return qualityText(id, middleQuality(id, values));
    }),
    result === null ? '…' : timeText(result.reached),
  ];
}

/** The median over all seeds, where those that never succeed count as never. */
function timeText(
  reached: readonly ({ readonly epoch: number; readonly seconds: number } | null)[],
): string {
  if (reached.length === 0) return '–';
  const typical = (read: (at: { readonly epoch: number; readonly seconds: number }) => number) =>
    median(reached.map((at) => (at === null ? Number.POSITIVE_INFINITY : read(at))));
  const epochs = typical((at) => at.epoch);
  if (!Number.isFinite(epochs)) return words.neverForMostSeeds;
  return words.reachedAfter(
    epochs,
    metricText(
      'seconds',
      typical((at) => at.seconds),
    ),
  );
}
