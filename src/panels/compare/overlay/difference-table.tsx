import { Title, useComputedColorScheme } from '@mantine/core';
import { runColour } from '#src/charts/theme.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import shared from '#src/panels/shared/compare.module.css';
import { distinctRunNames } from '#src/panels/shared/run-words.ts';
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
    <section className={shared.card} aria-labelledby="differences-title">
      <div className={shared.head}>
        <Title order={2} size="h5" id="differences-title">
          {words.whatDiffers}
        </Title>
      </div>
      <p className={shared.text} data-testid="differences">
        {differing.length === 0 && words.nothingTheseAreRuns}
        {differing.length === 1 && words.theseRunsDifferOnly(labels.join())}
        {differing.length > 1 && (
          <>
            {words.theseRunsDifferInThings(labels)} <strong>{words.whateverDiffersInThe}</strong>
          </>
        )}
      </p>
      {differing.length > 0 && (
        // A region that scrolls must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <section className={shared.scroll} aria-label={words.whatDiffersTable} tabIndex={0}>
          <table className={shared.table}>
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
                    <span
                      className={shared.swatch}
                      style={{ background: runColour(run.colour, theme) }}
                      aria-hidden
                    />
                    {names.get(run.id)}
                  </th>
                  {shown.map(({ field, values }) => (
                    <td key={field}>{values[i]}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {differing.length > shown.length && (
        <p className={shared.quiet}>{words.andFieldsMore(differing.length - shown.length)}</p>
      )}
    </section>
  );
}
