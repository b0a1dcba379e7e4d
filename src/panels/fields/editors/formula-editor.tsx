import { useMemo } from 'react';
import type { Formula, FormulaVariables, ParseFormula } from '#src/data/formula/formula.ts';
import { parseFormulas } from '#src/data/formula/formulas.ts';
import { formulaLimits } from '#src/experiment/field-lists.ts';
import { exampleFormula } from '#src/experiment/suited.ts';
import { taskOf } from '#src/experiment/targets.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { FormulaList } from '#src/panels/fields/editors/formula-list.tsx';
import { FormulaPreview, formulaProblem } from '#src/panels/fields/editors/formula-preview.tsx';
import { useFormulaParser } from '#src/panels/fields/editors/use-formula.ts';
import { useFormulaAdvice } from '#src/panels/fields/editors/use-formula-advice.ts';
import { useField } from '#src/panels/fields/use-field.ts';
import { useAppState } from '#src/store/hooks.ts';
import { TextControl } from '#src/ui/text-control.tsx';

/** The formula of a target of one's own. */
export function FormulaEditor() {
  const { value, set, frame } = useField('formula');
  const variables = useAppState((state) => taskOf(state.experiment).inputs);
  const example = useAppState((state) => exampleFormula(state.experiment));
  const parse = useFormulaParser();
  const advice = useFormulaAdvice(parse, value);
  const change = (text: string): Result<string> => {
    const formulas = parse && parseFormulas(parse, text, variables);
    return formulas?.ok === false ? err(formulaProblem(formulas.error)) : set(text);
  };
  return (
    <TextControl
      {...frame}
      advice={frame.advice ?? advice}
      value={value}
      maxLength={formulaLimits.length}
      placeholder={example}
      onChange={change}
      renderPreview={(text) => <Preview parse={parse} text={text} variables={variables} />}
    />
  );
}

function Preview({
  parse,
  text,
  variables,
}: {
  parse: ParseFormula | null;
  text: string;
  variables: FormulaVariables;
}) {
  const formula = useMemo(() => {
    if (parse === null || text.trim() === '') return null;
    const formulas = parseFormulas(parse, text, variables);
    return formulas.ok ? ok({ tex: stackedTex(formulas.value) }) : formulas;
  }, [parse, text, variables]);
  return (
    <>
      <FormulaPreview text={text} formula={formula} />
      <FormulaList />
    </>
  );
}

/** Several under one another. */
function stackedTex(formulas: readonly Formula[]): string {
  const lines = formulas.map(({ tex }) => tex);
  return lines.length === 1
    ? lines.join('')
    : `\\begin{gathered} ${lines.join(' \\\\ ')} \\end{gathered}`;
}
