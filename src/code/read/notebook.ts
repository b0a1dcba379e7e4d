/** The code of a notebook's cells, one after another; null where a text is no notebook. Outputs are not read. */
export function notebookCode(text: string): string | null {
  if (!/^\s*\{/.test(text) || !text.includes('"cells"')) return null;
  let notebook: unknown;
  try {
    notebook = JSON.parse(text);
  } catch {
    return null;
  }
  const cells = (notebook as { cells?: unknown }).cells;
  if (!Array.isArray(cells)) return null;
  return cells
    .filter((cell: { cell_type?: unknown }) => cell?.cell_type === 'code')
    .map(({ source }: { source?: unknown }) =>
      Array.isArray(source) ? source.join('') : typeof source === 'string' ? source : '',
    )
    .join('\n\n');
}
