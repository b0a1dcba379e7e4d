import { ActionIcon, Modal } from '@mantine/core';
import { IconArrowsMaximize, IconArrowsMinimize, IconTable } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import classes from '#src/charts/chart-frame.module.css';
import type { Source } from '#src/charts/figure.ts';
import { type ChartFiles, SaveMenu } from '#src/charts/save-menu.tsx';
import { TableView } from '#src/charts/table-view.tsx';
import { words } from '#words/charts/charts.ts';

/** What every chart on a page is told. */
export interface ChartWords extends Pick<ChartFiles, 'theme' | 'footer'> {
  /** What is shown: a zoom ends with it. Absent where it stays the same. */
  readonly subject?: string;
}

export interface ChartFrameProps extends ChartWords, ChartFiles {
  /** What the chart shows, in a sentence, for readers who do not see it. */
  readonly description: string;
  /** A word on what is shown, visible to all: "2000 of 10 000 points". */
  readonly note?: string | undefined;
  /** When the table should be read again. */
  readonly sources: readonly Source[];
  readonly controls?: ReactNode;
  /** Further buttons beside those of table and files. */
  readonly tools?: ReactNode;
  /** Height of the chart itself, as CSS. */
  readonly height?: string;
  readonly children: ReactNode;
}

/** Of charts that have a row to themselves. */
export const tallHeight = '24rem';

/** Of a chart that has the window to itself: what title and notes leave. */
const largeHeight = 'calc(100dvh - 9rem)';

/** A chart with its name, its controls, its files (PNG, SVG, CSV) and its table view. */
export function ChartFrame(props: ChartFrameProps) {
  const { id, title, description, note, table, sources, controls, height = '20rem' } = props;
  const [asTable, setAsTable] = useState(false);
  const [isLarge, setIsLarge] = useState(false);
  const [problem, setProblem] = useState('');
  const frame = (
    <figure
      className={classes.frame}
      aria-label={`${title}. ${description}`}
      data-testid={`chart-${id}`}
    >
      <div className={classes.bar}>
        <figcaption className={classes.title}>{title}</figcaption>
        <div className={classes.controls}>{controls}</div>
        <div className={classes.tools}>
          {props.tools}
          <FrameTools
            id={id}
            title={title}
            asTable={asTable}
            isLarge={isLarge}
            onTable={setAsTable}
            onLarge={setIsLarge}
          />
          <SaveMenu {...props} onProblem={setProblem} />
        </div>
      </div>
      {problem !== '' && <output className={classes.note}>{problem}</output>}
      <div className={classes.chart} style={{ minHeight: isLarge ? largeHeight : height }}>
        {asTable && <TableView title={title} table={table} sources={sources} />}
        <div hidden={asTable}>{props.children}</div>
      </div>
      {note !== undefined && note !== '' && <p className={classes.note}>{note}</p>}
    </figure>
  );
  if (!isLarge) return frame;
  return (
    <>
      <div style={{ height }} />
      <Modal
        opened
        fullScreen
        withCloseButton={false}
        attributes={{ content: { 'aria-label': title } }}
        transitionProps={{ duration: 0 }}
        onClose={() => setIsLarge(false)}
      >
        {frame}
      </Modal>
    </>
  );
}

/** Between chart and table, and between the page and the whole window. */
function FrameTools(props: {
  readonly id: string;
  readonly title: string;
  readonly asTable: boolean;
  readonly isLarge: boolean;
  readonly onTable: (asTable: boolean) => void;
  readonly onLarge: (isLarge: boolean) => void;
}) {
  const { id, title, asTable, isLarge, onTable, onLarge } = props;
  return (
    <>
      <ActionIcon
        variant={asTable ? 'filled' : 'subtle'}
        aria-label={words.table(title)}
        data-tip={asTable ? words.showTheChart : words.showTheDataAsATable}
        data-testid={`table-${id}`}
        aria-pressed={asTable}
        onClick={() => onTable(!asTable)}
      >
        <IconTable size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
      <ActionIcon
        aria-label={words.size(title, isLarge)}
        data-tip={isLarge ? words.backToThePage : words.enlargeToTheWindow}
        data-testid={`enlarge-${id}`}
        onClick={() => onLarge(!isLarge)}
      >
        {isLarge ? (
          <IconArrowsMinimize size={18} stroke={1.6} aria-hidden />
        ) : (
          <IconArrowsMaximize size={18} stroke={1.6} aria-hidden />
        )}
      </ActionIcon>
    </>
  );
}
