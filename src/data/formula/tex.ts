import type {
  Expression,
  FormulaVariables,
  FunctionName,
  OperatorName,
} from '#src/data/formula/formula.ts';

/** LaTeX and how tightly its outermost operation binds, by the scale of `precedence`. */
interface Typeset {
  readonly tex: string;
  readonly binds: number;
}

const precedence = {
  choose: 0,
  or: 1,
  and: 2,
  compare: 3,
  add: 4,
  sign: 5,
  multiply: 6,
  fraction: 7,
  power: 8,
  atom: 9,
} as const;

/** LaTeX of a formula, without delimiters; x0, x1, … get an index. */
export function formulaTex(tree: Expression, variables: FormulaVariables): string {
  return typeset(tree).tex;

  function typeset(node: Expression): Typeset {
    switch (node.kind) {
      case 'number':
        return node.name === undefined ? numberTex(node.value) : atom(nameTex(node.name));
      case 'constant':
        return atom(node.name === 'pi' ? '\\pi' : 'e');
      case 'variable':
        return atom((variables[node.index] ?? '').replace(/\d+$/, (digits) => `_{${digits}}`));
      case 'operation':
        return operatorTex[node.name](...node.operands.map(typeset));
      case 'call':
        return callTex(node.name, node.operands.map(typeset));
    }
  }
}

/** A single letter as it is, a longer name upright; digits at the end are an index. */
function nameTex(name: string): string {
  const [, letters = name, digits = ''] = /^(.*?)_?(\d*)$/.exec(name) ?? [];
  const plain = letters.replaceAll('_', '\\_');
  const tex = plain.length === 1 ? plain : `\\mathrm{${plain}}`;
  return digits === '' ? tex : `${tex}_{${digits}}`;
}

type Build = (...operands: Typeset[]) => Typeset;

const operatorTex: Record<OperatorName, Build> = {
  add: infix('+', precedence.add, precedence.sign),
  subtract: infix('-', precedence.add, precedence.multiply),
  multiply: (a = empty, b = empty) => {
    const right = bracketed(b, precedence.fraction);
    const sign = /^\d/.test(right) ? ' \\cdot ' : ' \\, ';
    return { tex: bracketed(a, precedence.sign) + sign + right, binds: precedence.multiply };
  },
  divide: (a = empty, b = empty) => ({
    tex: `\\frac{${a.tex}}{${b.tex}}`,
    binds: precedence.fraction,
  }),
  mod: infix('\\bmod', precedence.multiply, precedence.fraction),
  pow: power,
  unaryMinus: prefix('-', precedence.sign, precedence.multiply),
  unaryPlus: prefix('+', precedence.sign, precedence.multiply),
  equal: infix('=', precedence.compare, precedence.add),
  unequal: infix('\\ne', precedence.compare, precedence.add),
  smaller: infix('<', precedence.compare, precedence.add),
  larger: infix('>', precedence.compare, precedence.add),
  smallerEq: infix('\\le', precedence.compare, precedence.add),
  largerEq: infix('\\ge', precedence.compare, precedence.add),
  and: infix('\\wedge', precedence.and),
  or: infix('\\vee', precedence.or),
  not: prefix('\\neg', precedence.compare, precedence.fraction),
  choose: (condition = empty, yes = empty, no = empty) => ({
    tex: `\\begin{cases} ${yes.tex} & \\text{if } ${condition.tex} \\\\ ${no.tex} & \\text{otherwise} \\end{cases}`,
    binds: precedence.choose,
  }),
};

/** Functions that are not written as a name with its arguments in brackets. */
const specialTex: Partial<Record<FunctionName, Build>> = {
  sqrt: (x = empty) => atom(`\\sqrt{${x.tex}}`),
  cbrt: (x = empty) => atom(`\\sqrt[3]{${x.tex}}`),
  abs: (x = empty) => atom(`\\left|${x.tex}\\right|`),
  floor: (x = empty) => atom(`\\left\\lfloor ${x.tex} \\right\\rfloor`),
  ceil: (x = empty) => atom(`\\left\\lceil ${x.tex} \\right\\rceil`),
  exp: (x = empty) => ({ tex: `e^{${x.tex}}`, binds: precedence.power }),
  log: (x = empty, base) => named(base ? `\\log_{${base.tex}}` : '\\ln', [x]),
  log2: (x = empty) => named('\\log_{2}', [x]),
  log10: (x = empty) => named('\\log_{10}', [x]),
  mod: infix('\\bmod', precedence.multiply, precedence.fraction),
  pow: power,
  where: operatorTex.choose,
};

/** Functions that LaTeX has a command of the same name for. */
const commands: readonly FunctionName[] = [
  'sin',
  'cos',
  'tan',
  'sinh',
  'cosh',
  'tanh',
  'min',
  'max',
];

function callTex(name: FunctionName, operands: readonly Typeset[]): Typeset {
  const special = specialTex[name];
  if (special) return special(...operands);
  return named(commands.includes(name) ? `\\${name}` : `\\operatorname{${name}}`, operands);
}

function named(name: string, operands: readonly Typeset[]): Typeset {
  return atom(`${name}\\left(${operands.map(({ tex }) => tex).join(', ')}\\right)`);
}

/** @param rightBinds how tightly the right operand must bind to need no brackets */
function infix(sign: string, binds: number, rightBinds = binds): Build {
  return (a = empty, b = empty) => ({
    tex: `${bracketed(a, binds)} ${sign} ${bracketed(b, rightBinds)}`,
    binds,
  });
}

function prefix(sign: string, binds: number, operandBinds: number): Build {
  return (x = empty) => ({ tex: `${sign} ${bracketed(x, operandBinds)}`, binds });
}

function power(base: Typeset = empty, exponent: Typeset = empty): Typeset {
  return { tex: `${bracketed(base, precedence.atom)}^{${exponent.tex}}`, binds: precedence.power };
}

function bracketed({ tex, binds }: Typeset, least: number): string {
  return binds >= least ? tex : `\\left(${tex}\\right)`;
}

function numberTex(value: number): Typeset {
  const [digits = '', exponent] = String(value).split('e');
  if (exponent === undefined) return atom(digits);
  const tex = `${digits} \\cdot 10^{${exponent.replace('+', '')}}`;
  return { tex, binds: precedence.multiply };
}

function atom(tex: string): Typeset {
  return { tex, binds: precedence.atom };
}

const empty = atom('');
