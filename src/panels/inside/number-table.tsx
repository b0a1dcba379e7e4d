import classes from '#src/panels/inside/inside.module.css';

export interface NumberRow {
  readonly name: string;
  readonly values: readonly number[];
}

interface NumberTableProps {
  readonly label: string;
  readonly caption?: string;
  /** Of the names of the rows. */
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly NumberRow[];
  readonly told: (value: number) => string;
}

/** Numbers with the names of their rows and columns. */
export function NumberTable({ label, caption, corner, columns, rows, told }: NumberTableProps) {
  return (
    // A region that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={classes.scroll} tabIndex={0} aria-label={label}>
      <table className={classes.table}>
        {caption && <caption>{caption}</caption>}
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, values }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {values.map((value, c) => (
                <td key={columns[c]}>{told(value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** One row of values of a row-major array. */
export function rowValues(
  values: Float32Array | Float64Array,
  width: number,
  row: number,
): readonly number[] {
  return Array.from(values.subarray(row * width, (row + 1) * width));
}
