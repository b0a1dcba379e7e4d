import { Checkbox, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { Fragment, type ReactNode, useMemo } from 'react';
import { circumstances } from '#src/experiment/differences.ts';
import type { StoredRun } from '#src/library/stored-run.ts';
import type { ListOrder, SortKey } from '#src/panels/compare/runs/list-order.ts';
import { RunMenu } from '#src/panels/compare/runs/run-menu.tsx';
import classes from '#src/panels/compare/runs/runs.module.css';
import { useOverlaidRuns } from '#src/panels/compare/shared/overlaid-runs.ts';
import { RunSwatch } from '#src/panels/compare/shared/run-swatch.tsx';
import { distinctRunColours, endingPhrase, runName } from '#src/panels/shared/run-words.ts';
import type { MetricId } from '#src/records/metrics.ts';
import { type QualityId, qualitiesOf, qualityOf } from '#src/records/quality.ts';
import { useCompareCommands, useLibrary, useServices } from '#src/store/hooks.ts';
import { Scroll } from '#src/ui/scroll.tsx';
import { differences } from '#src/words/differences.ts';
import { valueText } from '#src/words/values.ts';
import { words } from '#words/compare/runs.ts';
import { date } from '#words/forms.ts';
import { measuredText } from '#words/losses.ts';
import { metricWords, qualityText, qualityWords } from '#words/metrics.ts';
import { words as sharedWords } from '#words/shared.ts';

interface Column {
  readonly id: SortKey & MetricId;
  readonly title: string;
  /** Hidden on narrower screens. */
  readonly className?: string | undefined;
}

const columns = (
  [
    ['heldOutLoss', undefined],
    ['bestHeldOutLoss', classes.wideOnly],
    ['trainLoss', classes.wideOnly],
    ['runningLoss', classes.mediumOnly],
    ['heldOutAccuracy', classes.mediumOnly],
    ['steps', classes.wideOnly],
    ['seconds', classes.wideOnly],
  ] as const
).map(([id, className]): Column => {
  // Beside the held-out loss it is clear of what.
  const title = id === 'bestHeldOutLoss' ? metricWords[id].short : metricWords[id].label;
  return { id, title, className };
});

interface RunsTableProps {
  /** On this page. */
  readonly runs: readonly StoredRun[];
  /** On all pages. */
  readonly listed: readonly StoredRun[];
  readonly order: ListOrder;
  readonly onOrder: (order: ListOrder) => void;
}

/** Runs as rows; columns are sorted by their heads. */
export function RunsTable({ runs, listed, order, onOrder }: RunsTableProps) {
  const { library } = useServices().compare;
  const selected = useLibrary((state) => state.selected);
  const chosen = new Set(selected);
  const chosenHere = listed.filter(({ id }) => chosen.has(id)).length;
  const sort = (key: SortKey) => (
    <SortButton order={order} sortKey={key} onOrder={onOrder}>
      {key === 'name' && words.run}
      {key === 'createdAt' && words.made}
      {columns.find(({ id }) => id === key)?.title}
    </SortButton>
  );
  const qualities = useMemo(() => qualitiesOf(['r2', 'rmse'], listed), [listed]);
  const settings = useMemo(() => differingSettings(listed), [listed]);
  const shown = useMemo(() => measuredColumns(listed), [listed]);
  // What is drawn has the look by which the charts know it.
  const { drawn } = useOverlaidRuns();
  const places = useMemo(() => distinctRunColours(drawn), [drawn]);
  const toggle = (id: string) =>
    library.select(chosen.has(id) ? selected.filter((other) => other !== id) : [...selected, id]);
  return (
    <Scroll>
      <table className={classes.table} data-crowded={settings.length > 0 || undefined}>
        <thead>
          <tr>
            <th className={classes.check}>
              <Checkbox
                aria-label={words.selectAllRunsInTheList}
                data-testid="select-all"
                checked={listed.length > 0 && chosenHere === listed.length}
                indeterminate={chosenHere > 0 && chosenHere < listed.length}
                onChange={(event) =>
                  library.select(event.currentTarget.checked ? listed.map(({ id }) => id) : [])
                }
              />
            </th>
            <th scope="col" className={classes.name} aria-sort={ariaSort(order, 'name')}>
              {sort('name')}
            </th>
            {settings.map(({ label }, i) => (
              <th key={label} scope="col" className={settingClass(i)}>
                {label}
              </th>
            ))}
            {shown.map(({ id, className }) => (
              <Fragment key={id}>
                <th scope="col" className={className} aria-sort={ariaSort(order, id)}>
                  {sort(id)}
                </th>
                {id === 'heldOutLoss' &&
                  qualities.map((quality) => (
                    <th
                      key={quality}
                      scope="col"
                      className={classes.wideOnly}
                      title={qualityWords[quality].meaning}
                    >
                      {qualityWords[quality].label}
                    </th>
                  ))}
              </Fragment>
            ))}
            <th scope="col" className={classes.wideOnly} aria-sort={ariaSort(order, 'createdAt')}>
              {sort('createdAt')}
            </th>
            <th scope="col" className={classes.actions}>
              <VisuallyHidden>{words.actions}</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunRow
              key={run.id}
              run={run}
              settings={settings.map(({ textOf }) => textOf(run))}
              measured={shown}
              qualities={qualities}
              selected={chosen.has(run.id)}
              place={places.get(run.id) ?? run.colour}
              onToggle={() => toggle(run.id)}
            />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** Without accuracies where no run has classes. */
function measuredColumns(runs: readonly StoredRun[]): readonly Column[] {
  const hasClasses = runs.some(({ figures }) => !Number.isNaN(figures.heldOutAccuracy));
  return columns.filter(({ id }) => hasClasses || id !== 'heldOutAccuracy');
}

/** Columns of settings that there is room for. */
const mostSettings = 3;
const settingClass = (i: number) =>
  i === mostSettings - 1 ? `${classes.wideOnly} ${classes.roomyOnly}` : classes.wideOnly;
/** Runs that are looked at for them: thousands would hold the page up. */
const comparedRuns = 500;

/** The first settings in which runs differ. */
function differingSettings(runs: readonly StoredRun[]) {
  const experiments = runs.slice(0, comparedRuns).map(({ experiment }) => experiment);
  return differences(experiments, circumstances)
    .slice(0, mostSettings)
    .map(({ field, label }) => ({
      label,
      textOf: ({ experiment }: StoredRun) => valueText(field, experiment[field]),
    }));
}

interface RunRowProps {
  readonly run: StoredRun;
  /** What it has of the settings in which the listed runs differ. */
  readonly settings: readonly string[];
  /** What the list has columns of. */
  readonly measured: readonly Column[];
  readonly qualities: readonly QualityId[];
  readonly selected: boolean;
  /** In the palette. */
  readonly place: number;
  readonly onToggle: () => void;
}

function RunRow(props: RunRowProps) {
  const { run, settings, measured, qualities, selected, place, onToggle } = props;
  const { lookAt } = useCompareCommands();
  const name = runName(run);
  const isUnsaved = useLibrary(({ unsaved }) => unsaved.includes(run.id));
  const about = [
    sharedWords.seed(run.experiment.seed),
    isUnsaved ? words.notKept : '',
    endingPhrase(run),
    run.notes,
  ]
    .filter((part) => part !== '')
    .join(' · ');
  return (
    <tr data-testid="run-row" data-selected={selected || undefined}>
      <td className={classes.check}>
        <Checkbox
          aria-label={words.selectSeed(name, run.experiment.seed)}
          checked={selected}
          onChange={onToggle}
        />
      </td>
      <td className={`${classes.name} ${run.visible ? '' : classes.hidden}`}>
        <UnstyledButton
          className={classes.nameButton}
          title={name}
          data-testid="look-at-run"
          onClick={() => lookAt(run.id)}
        >
          <RunSwatch place={place} />
          {name} <span className={classes.about}>{about}</span>
        </UnstyledButton>
      </td>
      {settings.map((text, i) => (
        // oxlint-disable-next-line react/no-array-index-key
        <td key={i} className={settingClass(i)}>
          {text}
        </td>
      ))}
      {measured.map(({ id, className }) => (
        <Fragment key={id}>
          <td className={className}>{measuredText(id, run.figures[id], run)}</td>
          {id === 'heldOutLoss' &&
            qualities.map((quality) => (
              <td key={quality} className={classes.wideOnly}>
                {qualityText(quality, qualityOf(quality, run))}
              </td>
            ))}
        </Fragment>
      ))}
      <td className={classes.wideOnly}>{date(run.createdAt)}</td>
      <td className={classes.actions}>
        <RunMenu run={run} name={name} />
      </td>
    </tr>
  );
}

interface SortButtonProps {
  readonly order: ListOrder;
  readonly sortKey: SortKey;
  readonly onOrder: (order: ListOrder) => void;
  readonly children: ReactNode;
}

function SortButton({ order, sortKey, onOrder, children }: SortButtonProps) {
  const active = order.key === sortKey;
  const Arrow = order.descending ? IconArrowDown : IconArrowUp;
  return (
    <UnstyledButton
      className={classes.sort}
      onClick={() =>
        onOrder({ key: sortKey, descending: active ? !order.descending : sortKey === 'createdAt' })
      }
    >
      {children}
      {active && <Arrow size={14} aria-hidden />}
    </UnstyledButton>
  );
}

function ariaSort(order: ListOrder, key: SortKey): 'ascending' | 'descending' | 'none' {
  if (order.key !== key) return 'none';
  return order.descending ? 'descending' : 'ascending';
}
