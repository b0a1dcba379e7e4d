import type { Formula, FormulaError } from '#src/data/formula/formula.ts';
import type { Result } from '#src/lib/result.ts';
import classes from '#src/panels/fields/editors/formula-preview.module.css';
import { Tex } from '#src/ui/tex.tsx';
import { words } from '#words/fields/panel.ts';

interface FormulaPreviewProps {
  readonly text: string;
  readonly formula: Result<Pick<Formula, 'tex'>, FormulaError> | null;
}

/** A formula typeset as it is typed, or the place at which it stops being one. */
export function FormulaPreview({ text, formula }: FormulaPreviewProps) {
  if (formula === null) return null;
  if (formula.ok)
    return (
      <div className={classes.typeset}>
        <Tex tex={formula.value.tex} fallback={text} />
      </div>
    );
  const { position } = formula.error;
  return (
    <code className={classes.source} aria-hidden>
      {text.slice(0, position)}
      <mark className={classes.place}>{text[position] ?? ' '}</mark>
      {text.slice(position + 1)}
    </code>
  );
}

/** What is wrong with a formula, and where. */
export function formulaProblem({ position, message }: FormulaError): string {
  return words.character(position + 1, message);
}
