import type { CodeLanguage } from '#src/code/write/script.ts';

/** A script as a notebook: one cell for each of its parts, which comments of the form `# --- Data` begin. */
export function notebookOf(script: string, language: CodeLanguage): string {
  const cells = script.split(/\n(?=# --- )/).map((source) => ({
    cell_type: 'code',
    execution_count: null,
    metadata: {},
    outputs: [],
    source: source.trimEnd().split(/(?<=\n)/),
  }));
  const name = language === 'flux' ? 'julia' : 'python';
  const metadata = { language_info: { name } };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 4 }, null, 1)}\n`;
}
