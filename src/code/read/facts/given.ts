import type { Frame } from '#src/code/read/facts/frame.ts';
import type { Term } from '#src/code/read/interpret/terms.ts';

/** Points that are written out in the text. */
export interface Given {
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly number[];
}

/** Inputs and targets as numbers; null where they are not written out. */
export function givenColumns({ coordinates }: Frame, target: Term): Given | null {
  const targets = valuesOf(target);
  if (targets === null) return null;
  const inputs = coordinates.map(({ term }) => valuesOf(term));
  if (inputs.length === 0 || inputs.some((values) => values?.length !== targets.length))
    return null;
  return { inputs: inputs as readonly (readonly number[])[], targets };
}

function valuesOf(term: Term): readonly number[] | null {
  return term.kind === 'variable' ? (term.design.values?.[term.column] ?? null) : null;
}

/** Whether points that are written out are those of an even grid. */
export function isEvenGrid(coordinates: Frame['coordinates']): boolean {
  const [x, y] = coordinates.map(({ term }) => valuesOf(term));
  if (x == null || x.length < 3) return false;
  if (coordinates.length === 2)
    return y != null && x.length === 4 && truthTable(x, y, [0, 0, 0, 0]) !== null;
  const step = (x[1] as number) - (x[0] as number);
  const isEven = x.every(
    (value, i) => Math.abs(value - (x[0] as number) - i * step) < 1e-9 * Math.abs(step),
  );
  return coordinates.length === 1 && isEven && step !== 0;
}

/** A formula that all given points lie on: a line or a parabola, or a truth table of two inputs. */
export function formulaOfGiven({ inputs, targets }: Given): string | null {
  const [x, y] = inputs;
  if (x === undefined) return null;
  return y === undefined ? polynomial(x, targets) : truthTable(x, y, targets);
}

/** Of degree 1 or 2, through at least two points more than it needs. */
function polynomial(x: readonly number[], y: readonly number[]): string | null {
  for (const degree of [1, 2]) {
    if (x.length < degree + 3) return null;
    const [a = 0, b = 0, c = 0] = through(x, y, degree);
    const isExact = x.every(
      (value, i) =>
        Math.abs(a + b * value + c * value * value - (y[i] as number)) <=
        1e-9 * Math.max(1, Math.abs(y[i] as number)),
    );
    if (isExact)
      return sum([
        [c, 'x^2'],
        [b, 'x'],
        [a, ''],
      ]);
  }
  return null;
}

/** Newton's interpolation through the first points. */
function through(x: readonly number[], y: readonly number[], degree: number): readonly number[] {
  const [x0 = 0, x1 = 0, x2 = 0] = x;
  const [y0 = 0, y1 = 0, y2 = 0] = y;
  const slope = (y1 - y0) / (x1 - x0);
  if (degree === 1) return [y0 - slope * x0, slope, 0].map(tidy);
  const bend = ((y2 - y1) / (x2 - x1) - slope) / (x2 - x0);
  return [y0 - slope * x0 + bend * x0 * x1, slope - bend * (x0 + x1), bend].map(tidy);
}

function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** The four corners of a square with 0 or 1 at each. */
function truthTable(
  x: readonly number[],
  y: readonly number[],
  targets: readonly number[],
): string | null {
  if (x.length !== 4) return null;
  const at = (a: number, b: number) =>
    targets[x.findIndex((value, i) => value === a && y[i] === b)];
  const [none, first, second, both] = [at(0, 0), at(1, 0), at(0, 1), at(1, 1)];
  if (none === undefined || first === undefined || second === undefined || both === undefined)
    return null;
  return sum([
    [first - none, 'x0'],
    [second - none, 'x1'],
    [both - first - second + none, 'x0*x1'],
    [none, ''],
  ]);
}

function sum(parts: readonly (readonly [factor: number, of: string])[]): string {
  const text = parts
    .filter(([factor]) => factor !== 0)
    .map(([factor, of]) => {
      const size = Math.abs(factor);
      const term = of === '' ? String(size) : size === 1 ? of : `${size}*${of}`;
      return `${factor < 0 ? '-' : '+'} ${term}`;
    })
    .join(' ');
  return text.replace(/^\+ /, '').replace(/^- /, '-') || '0';
}
