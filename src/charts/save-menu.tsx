import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconDownload } from '@tabler/icons-react';
import { type Drawing, framedPicture } from '#src/charts/picture.ts';
import { usePictureTheme } from '#src/charts/picture-theme.ts';
import { fileName, pngFile, saveFile, svgFile } from '#src/charts/save-file.ts';
import { type Table, tableToCsv } from '#src/charts/table.ts';
import type { ChartTheme } from '#src/charts/theme.ts';
import { MenuButton } from '#src/ui/dropdown.tsx';
import { words } from '#words/charts/charts.ts';

const formats = [
  { extension: 'png', label: words.pngPicture },
  { extension: 'svg', label: words.svgDrawing },
  { extension: 'csv', label: words.csvData },
] as const;

type Extension = (typeof formats)[number]['extension'];

/** What a chart's files are made from. */
export interface ChartFiles {
  /** Tells the chart from the others, in every language. */
  readonly id: string;
  readonly title: string;
  readonly theme: ChartTheme;
  /** Stands under exported pictures and, its first line, in their names: which experiment, then its link. */
  readonly footer: string;
  readonly table: () => Table;
  /** The chart as it is now, in colours for a file. */
  readonly picture: (theme: ChartTheme) => Promise<Drawing>;
}

interface SaveMenuProps extends ChartFiles {
  /** What went wrong with the last file; empty: nothing. */
  readonly onProblem: (problem: string) => void;
}

/** A chart's files: its picture, in the page's colours or in light ones, and its data. */
export function SaveMenu(props: SaveMenuProps) {
  const { id, title, onProblem } = props;
  const paper = usePictureTheme(props.theme);

  async function save(extension: Extension) {
    onProblem('');
    try {
      const [subject = ''] = props.footer.split('\n');
      saveFile(fileName(`${title} ${subject}`, extension), await content(extension));
    } catch {
      onProblem(words.theFileCouldNotBeMade(extension.toUpperCase()));
    }
  }

  async function content(extension: Extension): Promise<Blob> {
    if (extension === 'csv') {
      const nextTurn = () => new Promise<void>((resolve) => setTimeout(resolve));
      return new Blob([await tableToCsv(props.table(), nextTurn)], { type: 'text/csv' });
    }
    const { theme } = paper;
    const drawing = framedPicture(await props.picture(theme), { ...props, theme });
    return extension === 'svg' ? svgFile(drawing) : pngFile(drawing);
  }

  return (
    <MenuButton
      position="bottom-end"
      zIndex="var(--layer-over-dialogs)"
      renderButton={(opener) => (
        <ActionIcon {...opener} aria-label={words.saveAsAFile(title)} data-testid={`save-${id}`}>
          <IconDownload size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      )}
    >
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
    </MenuButton>
  );
}
