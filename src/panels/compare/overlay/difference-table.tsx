import { useComputedColorScheme } from '@mantine/core';
import { runColour } from '#src/charts/theme.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import { distinctRunNames } from '#src/panels/shared/run-words.ts';
import { Card } from '#src/ui/card.tsx';
import { DataTable } from '#src/ui/data-table.tsx';
import { Prose } from '#src/ui/prose.tsx';
import { Swatch } from '#src/ui/swatch.tsx';
import { differences } from '#src/words/differences.ts';
import { words } from '#words/compare/overlay.ts';
import { inSentence } from '#words/forms.ts';

/** More than this many fields side by side are no table any more. */
const mostFields = 8;

/** In what the experiments of runs differ, with a warning where that is more than one thing. */
export function DifferenceTable({ runs }: { runs: readonly StoredRun[] }) {
  const theme = useComputedColorScheme('light');
  if (runs.length < 2) return null;
  const differing = differences(runs.map(({ experiment }) => experiment));
  const names = distinctRunNames(runs);
  const labels = differing.map(({ label }) => inSentence(label));
  const shown = differing.slice(0, mostFields);
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
            </tr>
          </thead>
          <tbody>
            {runs.map((run, i) => (
              <tr key={run.id}>
                <th scope="row">
                  <Swatch color={runColour(run.colour, theme)} />
                  {names.get(run.id)}
                </th>
                {shown.map(({ field, values }) => (
                  <td key={field}>{values[i]}</td>
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
