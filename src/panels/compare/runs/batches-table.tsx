import { UnstyledButton } from '@mantine/core';
import type { StoredRun } from '#src/library/stored-run.ts';
import { byBatch } from '#src/panels/compare/runs/list-order.ts';
import classes from '#src/panels/compare/runs/runs.module.css';
import { qualitiesOf, qualityIds, qualityOf } from '#src/records/quality.ts';
import { useBatches } from '#src/store/hooks.ts';
import type { LossMetric } from '#src/studies/outcomes.ts';
import { Scroll } from '#src/ui/scroll.tsx';
import { words } from '#words/compare/runs.ts';
import { date } from '#words/forms.ts';
import { metricText, qualityText, qualityWords } from '#words/metrics.ts';

interface BatchesTableProps {
  readonly listed: readonly StoredRun[];
  /** Shows the runs of one batch, or (`single`) those made by themselves. */
  readonly onOpen: (from: string) => void;
}

/** A row for each batch, which leads to its runs. */
export function BatchesTable({ listed, onOpen }: BatchesTableProps) {
  const titles = useBatches(
    ({ batches }) => new Map(batches.map(({ id, batch }) => [id, batch.title])),
  );
  const titleOf = (id: string | null) =>
    id === null ? words.singleRuns : (titles.get(id) ?? words.aBatchThatIsGone);
  const qualities = qualitiesOf(qualityIds, listed);
  return (
    <Scroll>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col" className={classes.name}>
              {words.batch}
            </th>
            <th scope="col">{words.runs}</th>
            <th scope="col">{words.best}</th>
            {qualities.map((id) => (
              <th
                key={id}
                scope="col"
                className={classes.wideOnly}
                title={qualityWords[id].meaning}
              >
                {words.ofTheBest(qualityWords[id].label)}
              </th>
            ))}
            <th scope="col" className={classes.mediumOnly}>
              {words.middle}
            </th>
            <th scope="col" className={classes.mediumOnly}>
              {words.made}
            </th>
          </tr>
        </thead>
        <tbody>
          {byBatch(listed).map(({ id, runs, metric, best, bestRun, middle, createdAt }) => (
            <tr key={id} data-testid="batch-row">
              <td className={classes.name}>
                <UnstyledButton
                  className={classes.nameButton}
                  aria-label={words.runsOf(titleOf(id), runs.length)}
                  onClick={() => onOpen(id ?? 'single')}
                >
                  {titleOf(id)}
                </UnstyledButton>
              </td>
              <td>{runs.length}</td>
              <td>{lossText(metric, best)}</td>
              {qualities.map((quality) => (
                <td key={quality} className={classes.wideOnly}>
                  {bestRun && qualityText(quality, qualityOf(quality, bestRun))}
                </td>
              ))}
              <td className={classes.mediumOnly}>{lossText(metric, middle)}</td>
              <td className={classes.mediumOnly}>{date(createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** A held-out loss, or another one, which is named. */
function lossText(metric: LossMetric, loss: number): string {
  const text = metricText(metric, loss);
  return metric === 'heldOutLoss' || Number.isNaN(loss) ? text : words.onTraining(text);
}
