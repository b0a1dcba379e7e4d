import { ActionIcon, Menu, Modal, Tooltip } from '@mantine/core';
import {
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconCheck,
  IconDownload,
  IconTable,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import classes from '#src/charts/chart-frame.module.css';
import type { Source } from '#src/charts/figure.ts';
import { type Drawing, framedPicture } from '#src/charts/picture.ts';
import { usePictureTheme } from '#src/charts/picture-theme.ts';
import { fileName, pngFile, saveFile, svgFile } from '#src/charts/save-file.ts';
import { type Table, tableToCsv } from '#src/charts/table.ts';
import { TableView } from '#src/charts/table-view.tsx';
import type { ChartTheme } from '#src/charts/theme.ts';
import { words } from '#words/charts/charts.ts';

/** What every chart on a page is told. */
export interface ChartWords {
  readonly theme: ChartTheme;
  /** Stands under exported pictures and, its first line, in their names: which experiment, then its link. */
  readonly footer: string;
  /** What is shown: a zoom ends with it. Absent where it stays the same. */
  readonly subject?: string;
}

export interface ChartFrameProps extends ChartWords {
  /** Tells the chart from the others, in every language. */
  readonly id: string;
  readonly title: string;
  /** What the chart shows, in a sentence, for readers who do not see it. */
  readonly description: string;
  /** A word on what is shown, visible to all: "2000 of 10 000 points". */
  readonly note?: string | undefined;
  readonly table: () => Table;
  /** When the table should be read again. */
  readonly sources: readonly Source[];
  /** The chart as it is now, in colours for a file. */
  readonly picture: (theme: ChartTheme) => Promise<Drawing>;
  readonly controls?: ReactNode;
  /** Further buttons beside those of table and files. */
  readonly tools?: ReactNode;
  /** Height of the chart itself, as CSS. */
  readonly height?: string;
  readonly children: ReactNode;
}

/** Of charts that have a row to themselves. */
export const tallHeight = '24rem';

const formats = [
  { extension: 'png', label: words.pngPicture },
  { extension: 'svg', label: words.svgDrawing },
  { extension: 'csv', label: words.csvData },
] as const;
/** Of a chart that has the window to itself: what title and notes leave. */
const largeHeight = 'calc(100dvh - 9rem)';

type Extension = (typeof formats)[number]['extension'];

/** A chart with its name, its controls, its files (PNG, SVG, CSV) and its table view. */
export function ChartFrame(props: ChartFrameProps) {
  const { id, title, description, note, table, sources, controls, height = '20rem' } = props;
  const [asTable, setAsTable] = useState(false);
  const [isLarge, setIsLarge] = useState(false);
  const [problem, setProblem] = useState('');
  const paper = usePictureTheme(props.theme);

  async function save(extension: Extension) {
    setProblem('');
    try {
      const [subject = ''] = props.footer.split('\n');
      saveFile(fileName(`${title} ${subject}`, extension), await content(extension));
    } catch {
      setProblem(words.theFileCouldNotBeMade(extension.toUpperCase()));
    }
  }

  async function content(extension: Extension): Promise<Blob> {
    if (extension === 'csv') {
      const nextTurn = () => new Promise<void>((resolve) => setTimeout(resolve));
      return new Blob([await tableToCsv(table(), nextTurn)], { type: 'text/csv' });
    }
    const { theme } = paper;
    const drawing = framedPicture(await props.picture(theme), { ...props, theme });
    return extension === 'svg' ? svgFile(drawing) : pngFile(drawing);
  }

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
          <Tooltip label={asTable ? words.showTheChart : words.showTheDataAsATable}>
            <ActionIcon
              variant={asTable ? 'filled' : 'subtle'}
              aria-label={words.table(title)}
              data-testid={`table-${id}`}
              aria-pressed={asTable}
              onClick={() => setAsTable(!asTable)}
            >
              <IconTable size={18} stroke={1.6} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={isLarge ? words.backToThePage : words.enlargeToTheWindow}>
            <ActionIcon
              aria-label={words.size(title, isLarge)}
              data-testid={`enlarge-${id}`}
              onClick={() => setIsLarge(!isLarge)}
            >
              {isLarge ? (
                <IconArrowsMinimize size={18} stroke={1.6} aria-hidden />
              ) : (
                <IconArrowsMaximize size={18} stroke={1.6} aria-hidden />
              )}
            </ActionIcon>
          </Tooltip>
          <Menu position="bottom-end" withinPortal zIndex="var(--layer-over-dialogs)">
            <Menu.Target>
              <ActionIcon aria-label={words.saveAsAFile(title)} data-testid={`save-${id}`}>
                <IconDownload size={18} stroke={1.6} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {formats.map(({ extension, label }) => (
                <Menu.Item
                  key={extension}
                  data-testid={`save-as-${extension}`}
                  onClick={() => void save(extension)}
                >
                  {label}
                </Menu.Item>
              ))}
              <Menu.Divider />
              <Menu.Item
                role="menuitemcheckbox"
                aria-checked={paper.isLight}
                closeMenuOnClick={false}
                data-testid="light-pictures"
                leftSection={<IconCheck size={14} opacity={paper.isLight ? 1 : 0} aria-hidden />}
                onClick={() => paper.setIsLight(!paper.isLight)}
              >
                {words.picturesInLightColours}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
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
