import { Segments } from '#src/ui/segments.tsx';
import { words } from '#words/charts/charts.ts';

interface Props {
  /** Of the chart. */
  readonly title: string;
  readonly names: readonly string[];
  /** Its place among them. */
  readonly value: number;
  readonly onChange: (output: number) => void;
}

/** Which of several outputs is shown; nothing where there is one. */
export function OutputChoice({ title, names, value, onChange }: Props) {
  if (names.length < 2) return null;
  return (
    <Segments
      aria-label={words.whichOutput(title)}
      data={names.map((label, output) => ({ value: String(output), label }))}
      value={String(value)}
      onChange={(output) => onChange(Number(output))}
    />
  );
}
