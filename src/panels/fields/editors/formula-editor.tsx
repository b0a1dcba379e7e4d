import type { FormulaVariables, ParseFormula } from '#src/data/formula/formula.ts';
import { formulaLimits } from '#src/experiment/field-lists.ts';
import { exampleFormula } from '#src/experiment/suited.ts';
import { taskOf } from '#src/experiment/targets.ts';
import { err, type Result } from '#src/lib/result.ts';
import { FormulaList } from '#src/panels/fields/editors/formula-list.tsx';
import { FormulaPreview, formulaProblem } from '#src/panels/fields/editors/formula-preview.tsx';
import { useFormula, useFormulaParser } from '#src/panels/fields/editors/use-formula.ts';
import { useField } from '#src/panels/fields/use-field.ts';
import { useAppState } from '#src/store/hooks.ts';
import { TextControl } from '#src/ui/text-control.tsx';

/** The formula of a target of one's own. */
export function FormulaEditor() {
  const { value, set, frame } = useField('formula');
  const variables = useAppState((state) => taskOf(state.experiment).inputs);
  const example = useAppState((state) => exampleFormula(state.experiment));
  const parse = useFormulaParser();
  const change = (text: string): Result<string> => {
    const formula = parse?.(text, variables);
    return formula?.ok === false ? err(formulaProblem(formula.error)) : set(text);
  };
  return (
    <TextControl
      {...frame}
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
  return (
    <>
      <FormulaPreview text={text} formula={useFormula(parse, text, variables)} />
      <FormulaList />
    </>
  );
}
