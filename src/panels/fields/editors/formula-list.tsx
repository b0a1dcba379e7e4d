import { UnstyledButton } from '@mantine/core';
import classes from '#src/panels/fields/editors/formula-list.module.css';
import type { Insert } from '#src/ui/text-control.tsx';
import { words } from '#words/fields/panel.ts';

/** What a button writes before and after the caret. */
type Piece = readonly [shown: string, before: string, after?: string];

const called = (...names: readonly string[]): readonly Piece[] =>
  names.map((name) => [name, `${name}(`, ')']);
const signs = (...names: readonly string[]): readonly Piece[] =>
  names.map((name) => [name, ` ${name} `]);

const lists: Readonly<Record<string, readonly Piece[]>> = {
  [words.operators]: [...signs('+', '-', '*', '/', '%', '//'), ['x^n', '^'], ['( )', '(', ')']],
  [words.comparisons]: [
    ...signs('<', '<=', '>', '>=', '==', '!=', 'and', 'or', 'xor'),
    ['not', 'not '],
  ],
  [words.choice]: [
    ['a ? b : c', ' ? ', ' : '],
    ['where', 'where(', ', , )'],
  ],
  [words.functions]: called(
    'sin',
    'cos',
    'tan',
    'asin',
    'acos',
    'atan',
    'atan2',
    'sinh',
    'cosh',
    'tanh',
    'exp',
    'log',
    'log2',
    'log10',
    'sqrt',
    'cbrt',
    'abs',
    'sign',
    'floor',
    'ceil',
    'round',
    'trunc',
    'relu',
    'sigmoid',
    'min',
    'max',
    'mod',
    'pow',
    'hypot',
  ),
  [words.numbers]: [
    ['π', 'pi'],
    ['e', 'e'],
  ],
  [words.anotherOutput]: [['; …', '; ']],
  [words.aConstantWithASlider]: [['a = 1', '; a = 1']],
};

/** What can be written in a formula; a press writes it at the caret. */
export function FormulaList({ insert }: { insert: Insert }) {
  return (
    <details className={classes.list} data-testid="formula-list">
      <summary>{words.functionsAndOperators}</summary>
      <dl>
        {Object.entries(lists).map(([name, pieces]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {pieces.map(([shown, before, after]) => (
                <UnstyledButton
                  key={shown}
                  className={classes.piece}
                  // The caret stays where it is.
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => insert(before, after)}
                >
                  {shown}
                </UnstyledButton>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p>{words.asInPythonOrOnPaper}</p>
    </details>
  );
}
