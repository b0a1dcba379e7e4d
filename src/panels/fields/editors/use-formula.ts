import { useEffect, useMemo, useState } from 'react';
import type {
  Formula,
  FormulaError,
  FormulaVariables,
  ParseFormula,
} from '#src/data/formula/formula.ts';
import { loadFormulaParser } from '#src/data/formula/load-parser.ts';
import type { Result } from '#src/lib/result.ts';

/** The formula parser, as soon as it has been loaded. */
export function useFormulaParser(): ParseFormula | null {
  const [parse, setParse] = useState<ParseFormula | null>(null);
  useEffect(() => {
    let gone = false;
    // Offline before it was ever loaded: formulas are then checked by the worker alone.
    loadFormulaParser().then(
      (loaded) => {
        if (!gone) setParse(() => loaded);
      },
      () => {},
    );
    return () => {
      gone = true;
    };
  }, []);
  return parse;
}

/** A text read as a formula; null while the parser loads or where there is no text. */
export function useFormula(
  parse: ParseFormula | null,
  text: string,
  variables: FormulaVariables,
): Result<Formula, FormulaError> | null {
  return useMemo(
    () => (parse === null || text.trim() === '' ? null : parse(text, variables)),
    [parse, text, variables],
  );
}
