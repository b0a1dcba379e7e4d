import type { StoredRun } from '#src/library/stored-run.ts';
import { useMetric } from '#src/panels/compare/shared/loss-choice.tsx';
import { RunSwatch } from '#src/panels/compare/shared/run-swatch.tsx';
import { distinctRunColours, tellingRunNames } from '#src/panels/shared/run-words.ts';
import { besideIds, besideLoss } from '#src/records/quality.ts';
import { type LossMetric, outcomeOf } from '#src/studies/outcomes.ts';
import { Card } from '#src/ui/card.tsx';
import { DataTable } from '#src/ui/data-table.tsx';
import { Prose } from '#src/ui/prose.tsx';
import { differences } from '#src/words/differences.ts';
import { words } from '#words/compare/overlay.ts';
import { inSentence } from '#words/forms.ts';
import { metricColumn } from '#words/losses.ts';
import { qualityText, qualityWords } from '#words/metrics.ts';

/** More than this many fields side by side are no table any more. */
const mostFields = 8;

/** What runs came to: a loss, and what stands beside it. */
function outcomesOf(metric: LossMetric, runs: readonly StoredRun[]) {
  const beside = (run: StoredRun) => besideLoss(metric, run, outcomeOf(run, metric));
  const { label, textOf } = metricColumn(metric, runs);
  return [
    { label, of: (run: StoredRun) => textOf(outcomeOf(run, metric), run) },
    ...besideIds
      .filter((id) => runs.some((run) => id in beside(run)))
      .map((id) => ({
        label: qualityWords[id].label,
        of: (run: StoredRun) => qualityText(id, beside(run)[id]),
      })),
  ];
}

/**
 * In what the experiments of runs differ, with a warning where that is more than one thing, and what each came to.
 */
export function DifferenceTable({ runs }: { runs: readonly StoredRun[] }) {
  const metric = useMetric(runs.map(({ experiment }) => experiment));
  if (runs.length < 2) return null;
  const differing = differences(runs.map(({ experiment }) => experiment));
  const names = tellingRunNames(runs);
  const colours = distinctRunColours(runs);
  const labels = differing.map(({ label }) => inSentence(label));
  const shown = differing.slice(0, mostFields);
  const outcomes = outcomesOf(metric, runs);
  return (
    <Card title={words.whatDiffers}>
      <Prose data-testid="differences">
        {differing.length === 0 && words.nothingTheseAreRuns}
        {differing.length === 1 && words.theseRunsDifferOnly(labels.join())}
        {differing.length > 1 && (
          <>
            {words.theseRunsDifferInThings(labels)} <strong>{words.whateverDiffersInThe}</strong>
          </>
        )}
      </Prose>
      {differing.length > 0 && (
        <DataTable label={words.whatDiffersTable} holds="texts" width="full">
          <thead>
            <tr>
              <th scope="col">{words.run}</th>
              {shown.map(({ field, label }) => (
                <th key={field} scope="col">
                  {label}
                </th>
              ))}
              {outcomes.map(({ label }) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {runs.map((run, i) => (
              <tr key={run.id}>
                <th scope="row">
                  <RunSwatch place={colours.get(run.id) ?? run.colour} />
                  {names.get(run.id)}
                </th>
                {shown.map(({ field, values }) => (
                  <td key={field}>{values[i]}</td>
                ))}
                {outcomes.map(({ label, of }) => (
                  <td key={label}>{of(run)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {differing.length > shown.length && (
        <Prose look="quiet">{words.andFieldsMore(differing.length - shown.length)}</Prose>
      )}
    </Card>
  );
}
