import { NativeSelect, useComputedColorScheme } from '@mantine/core';
import { useMemo, useState } from 'react';
import { RatiosChart } from '#src/charts/ratios-chart.tsx';
import type { Batch } from '#src/library/batch.ts';
import { studyFooter } from '#src/panels/compare/shared/study-of.ts';
import type { BatchRuns } from '#src/panels/shared/use-batch-runs.ts';
import { compareGroups, compareSuccess } from '#src/studies/comparison.ts';
import { type LossMetric, seedOutcomes } from '#src/studies/outcomes.ts';
import type { Criterion } from '#src/studies/seed-statistics.ts';
import { comparisonStatements } from '#src/studies/statements.ts';
import { seedSuccesses } from '#src/studies/successes.ts';
import { Card } from '#src/ui/card.tsx';
import { Prose } from '#src/ui/prose.tsx';
import { Row } from '#src/ui/row.tsx';
import { comparisonText } from '#src/words/comparison.ts';
import { differences } from '#src/words/differences.ts';
import { words } from '#words/compare/seeds.ts';
import { inSentence } from '#words/forms.ts';
import { metricLabel } from '#words/losses.ts';

interface PairedComparisonProps {
  readonly batch: Batch;
  readonly runs: BatchRuns;
  readonly metric: LossMetric;
  /** One for each group; null where it is not known (yet). */
  readonly criteria: readonly (Criterion | null)[];
}

/** Two groups seed by seed, with the sentence that this supports. */
export function PairedComparison({ batch, runs, metric, criteria }: PairedComparisonProps) {
  const [pair, setPair] = useState<readonly [number, number]>([0, 1]);
  const theme = useComputedColorScheme('light');
  const compared = useMemo(() => {
    const [a, b] = pair.map((index) => {
      const group = runs.groups[index];
      if (group === undefined) return null;
      const criterion = criteria[index] ?? null;
      return {
        name: group.group.name,
        colour: index,
        outcomes: seedOutcomes(group, metric),
        successes:
          criterion &&
          seedSuccesses(
            group.runs.filter((run) => run !== null),
            criterion,
          ),
      };
    });
    if (!a || !b) return null;
    const success = a.successes && b.successes && compareSuccess(a.successes, b.successes);
    return { a, b, comparison: compareGroups(a.outcomes, b.outcomes), success };
  }, [pair, runs.groups, metric, criteria]);
  if (compared === null || (compared.comparison.pairs === 0 && runs.underWay)) return null;
  const { a, b, comparison, success } = compared;
  const experiments = pair.map((index) => batch.groups[index]?.experiment);
  const causes = differences(
    experiments.filter((experiment) => experiment !== undefined),
    ['seed'],
  ).map(({ label }) => inSentence(label));
  const measured = inSentence(metricLabel(metric, runs.kept));
  return (
    <Card
      title={words.against(a.name, b.name)}
      aside={batch.groups.length > 2 && <PairChoice batch={batch} pair={pair} onPair={setPair} />}
    >
      <Prose look="finding" data-testid="finding">
        {comparisonText(comparisonStatements(comparison, success, a.name, b.name))}
      </Prose>
      <Prose look="quiet">{words.by(measured, causes)}</Prose>
      {comparison.pairs > 0 && (
        <RatiosChart
          a={a}
          b={b}
          comparison={comparison}
          theme={theme}
          footer={studyFooter(batch)}
        />
      )}
    </Card>
  );
}

interface PairChoiceProps {
  readonly batch: Batch;
  readonly pair: readonly [number, number];
  readonly onPair: (pair: readonly [number, number]) => void;
}

function PairChoice({ batch, pair, onPair }: PairChoiceProps) {
  const [a, b] = pair;
  const data = batch.groups.map(({ name }, i) => ({ value: String(i), label: name }));
  return (
    <Row>
      <NativeSelect
        aria-label={words.firstOfTheTwo}
        value={String(a)}
        data={data}
        onChange={(event) => onPair([Number(event.currentTarget.value), b])}
      />
      <NativeSelect
        aria-label={words.secondOfTheTwo}
        value={String(b)}
        data={data}
        onChange={(event) => onPair([a, Number(event.currentTarget.value)])}
      />
    </Row>
  );
}
