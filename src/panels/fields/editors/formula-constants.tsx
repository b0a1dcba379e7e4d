import { useState } from 'react';
import { type FormulaConstant, piecesOf, withConstant } from '#src/experiment/formula-text.ts';
import { ok, type Result } from '#src/lib/result.ts';
import { NumberControl } from '#src/ui/number-control.tsx';
import { words } from '#words/fields/panel.ts';

interface ConstantsProps {
  readonly text: string;
  readonly onChange: (text: string, undoJoin: string) => Result<string>;
}

/** A slider for each constant that a formula's text gives a value: it writes the value there. */
export function FormulaConstants({ text, onChange }: ConstantsProps) {
  return piecesOf(text).constants.map((constant) => (
    <Constant
      key={constant.name}
      constant={constant}
      onChange={(value) => {
        const written = onChange(withConstant(text, constant, value), `constant:${constant.name}`);
        return written.ok ? ok(value) : written;
      }}
    />
  ));
}

interface ConstantProps {
  readonly constant: FormulaConstant;
  readonly onChange: (value: number) => Result<number>;
}

function Constant({ constant: { name, value }, onChange }: ConstantProps) {
  // A slider's ends must not come closer while it is moved.
  const [most, setMost] = useState(10);
  if (reach(value) > most) setMost(reach(value));
  return (
    <NumberControl
      id={`constant-${name}`}
      label={name}
      help={words.aConstantOfTheFormula}
      problem={null}
      value={value}
      slider={{ min: -most, max: most, integer: false, scale: 'linear' }}
      onChange={onChange}
    />
  );
}

/** The power of ten above a number. */
function reach(value: number): number {
  return 10 ** Math.ceil(Math.log10(Math.abs(value) || 1));
}
