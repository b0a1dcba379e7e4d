/** What is left of a column after the others are taken out, as a share of the longest column. */
const tolerance = 1e-6;

/** The numerical rank of a matrix [rows × columns], its columns centred, by Gram-Schmidt with pivots. */
export function rankOf(values: Float64Array, columns: number): number {
  const rows = values.length / columns;
  const left = Array.from({ length: columns }, (_, column) => {
    const own = Float64Array.from(
      { length: rows },
      (_row, row) => values[row * columns + column] as number,
    );
    const mean = own.reduce((a, b) => a + b, 0) / rows;
    return own.map((value) => value - mean);
  });
  const longest = Math.max(...left.map((column) => dot(column, column)));
  if (!(longest > 0)) return 0;
  let rank = 0;
  while (left.length > 0 && rank < rows) {
    const lengths = left.map((column) => dot(column, column));
    const most = Math.max(...lengths);
    if (most <= tolerance ** 2 * longest) break;
    const [pivot] = left.splice(lengths.indexOf(most), 1);
    if (pivot === undefined) break;
    rank++;
    for (const column of left) {
      const share = dot(column, pivot) / most;
      for (let i = 0; i < rows; i++)
        column[i] = (column[i] as number) - share * (pivot[i] as number);
    }
  }
  return rank;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
