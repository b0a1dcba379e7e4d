import { DataTable } from '#src/ui/data-table.tsx';

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
    <DataTable label={label}>
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
    </DataTable>
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
