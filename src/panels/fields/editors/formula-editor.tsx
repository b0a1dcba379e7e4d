import { useDeferredValue, useMemo } from 'react';
import type { Formula, FormulaVariables, ParseFormula } from '#src/data/formula/formula.ts';
import { parseFormulas } from '#src/data/formula/formulas.ts';
import { type FormulaLook, lookAt } from '#src/data/sources/formula-look.ts';
import { formulaLimits } from '#src/experiment/field-lists.ts';
import { relationProblems } from '#src/experiment/rules.ts';
import { exampleFormula } from '#src/experiment/suited.ts';
import { isFormula, taskOf } from '#src/experiment/targets.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { FormulaConstants } from '#src/panels/fields/editors/formula-constants.tsx';
import { FormulaList } from '#src/panels/fields/editors/formula-list.tsx';
import classes from '#src/panels/fields/editors/formula-preview.module.css';
import { FormulaPreview, formulaProblem } from '#src/panels/fields/editors/formula-preview.tsx';
import { FormulaSketch } from '#src/panels/fields/editors/formula-sketch.tsx';
import { useFormulaParser } from '#src/panels/fields/editors/use-formula.ts';
import { useField } from '#src/panels/fields/use-field.ts';
import { useAppState } from '#src/store/hooks.ts';
import { TextControl } from '#src/ui/text-control.tsx';
import { formulaFinding } from '#words/formula.ts';

/** The formula of a target of one's own. */
export function FormulaEditor() {
  const { value, set, frame } = useField('formula');
  const variables = useAppState((state) => taskOf(state.experiment).inputs);
  const example = useAppState((state) => exampleFormula(state.experiment));
  const parse = useFormulaParser();
  const change = (text: string): Result<string> => {
    const formulas = parse && parseFormulas(parse, text, variables);
    return formulas?.ok === false ? err(formulaProblem(formulas.error)) : set(text);
  };
  return (
    <>
      <TextControl
        {...frame}
        value={value}
        maxLength={formulaLimits.length}
        placeholder={example}
        onChange={change}
        renderPreview={(text, insert) => (
          <>
            <Preview parse={parse} text={text} variables={variables} />
            <FormulaList insert={insert} />
          </>
        )}
      />
      <FormulaConstants text={value} onChange={set} />
    </>
  );
}

interface PreviewProps {
  readonly parse: ParseFormula | null;
  readonly text: string;
  readonly variables: FormulaVariables;
}

/** The formula typeset and drawn as it is typed, with what stands in the way of learning it. */
function Preview({ parse, text, variables }: PreviewProps) {
  const formulas = useMemo(
    () => (parse === null || text.trim() === '' ? null : parseFormulas(parse, text, variables)),
    [parse, text, variables],
  );
  const formula = formulas?.ok ? ok({ tex: stackedTex(formulas.value) }) : formulas;
  const read = useMemo(
    () => (formulas?.ok ? { text, formulas: formulas.value } : null),
    [formulas, text],
  );
  return (
    <>
      <FormulaPreview text={text} formula={formula} />
      <Look read={useDeferredValue(read)} />
    </>
  );
}

/** Drawn when the hand rests: typing never waits for it. */
function Look({ read }: { read: { text: string; formulas: readonly Formula[] } | null }) {
  const experiment = useAppState((state) => state.experiment);
  const looked = useMemo(() => {
    if (read === null || !isFormula(experiment.target)) return null;
    const typed = { ...experiment, target: experiment.target, formula: read.text };
    const isRefused = relationProblems(typed).some(({ field }) => targetFields.includes(field));
    const look: FormulaLook | null = isRefused ? null : lookAt(typed, read.formulas);
    return look && { look, task: taskOf(typed) };
  }, [read, experiment]);
  if (looked === null) return null;
  return (
    <>
      <FormulaSketch {...looked} />
      {looked.look.findings.map((finding) => (
        <p key={finding.id} className={classes.finding} role="note">
          {formulaFinding(finding)}
        </p>
      ))}
    </>
  );
}

/** Fields without which a formula has no domain or no answer. */
const targetFields: readonly string[] = ['formula', 'inputDomains', 'classes'];

/** Several under one another. */
function stackedTex(formulas: readonly Formula[]): string {
  const lines = formulas.map(({ tex }) => tex);
  return lines.length === 1
    ? lines.join('')
    : `\\begin{gathered} ${lines.join(' \\\\ ')} \\end{gathered}`;
}
