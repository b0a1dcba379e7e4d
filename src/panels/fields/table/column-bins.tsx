import type { ColumnKind } from '#src/data/table/column-kinds.ts';
import classes from '#src/panels/fields/table/table.module.css';
import { binsText } from '#words/table.ts';

const [width, height] = [80, 24] as const;

/** How the values of a column are spread. */
export function ColumnBins({ column }: { readonly column: ColumnKind }) {
  const { bins } = column;
  const most = Math.max(...bins, 1);
  const step = width / Math.max(bins.length, 1);
  return (
    <svg
      className={classes.bins}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={binsText(column)}
    >
      <title>{binsText(column)}</title>
      <path
        d={bins
          .map((count, i) => {
            const bar = count === 0 ? 0 : Math.max((count / most) * height, 1);
            return `M${i * step} ${height}v${-bar}h${step * 0.85}v${bar}z`;
          })
          .join('')}
      />
    </svg>
  );
}
