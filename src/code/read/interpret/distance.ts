import { type Term, termKey } from '#src/code/read/interpret/terms.ts';

/** `b − a` where that is a number: both are the same sum but for a constant. */
export function distance(a: Term | undefined, b: Term | undefined): number | null {
  if (a === undefined || b === undefined) return null;
  const [left, right] = [
    linear(a),
    linear(b.kind === 'call' && b.name === 'min' ? (b.operands[0] ?? b) : b),
  ];
  if (left === null || right === null || left.parts.size !== right.parts.size) return null;
  for (const [key, weight] of left.parts) if (right.parts.get(key) !== weight) return null;
  return right.constant - left.constant;
}

interface Linear {
  readonly constant: number;
  readonly parts: ReadonlyMap<string, number>;
}

function linear(term: Term): Linear | null {
  if (term.kind === 'number') return { constant: term.value, parts: new Map() };
  if (term.kind === 'operation') {
    const [a, b] = term.operands.map(linear);
    if (a != null && b != null) {
      if (term.name === 'add') return combined(a, b, 1);
      if (term.name === 'subtract') return combined(a, b, -1);
      if (term.name === 'multiply' && b.parts.size === 0) return combined(none, a, b.constant);
      if (term.name === 'multiply' && a.parts.size === 0) return combined(none, b, a.constant);
    }
  }
  return term.kind === 'unknown' ? null : { constant: 0, parts: new Map([[termKey(term), 1]]) };
}

const none: Linear = { constant: 0, parts: new Map() };

function combined(a: Linear, b: Linear, factor: number): Linear {
  const parts = new Map(a.parts);
  for (const [key, weight] of b.parts) parts.set(key, (parts.get(key) ?? 0) + factor * weight);
  return { constant: a.constant + factor * b.constant, parts };
}
