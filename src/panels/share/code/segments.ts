import type { Fact, FactField } from '#src/code/read/reading.ts';

/** A stretch of the text; of the facts that are said there the one with the shortest place. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly fact: Fact | null;
}

/** Cuts a text at the ends of all places. */
export function segmentsOf(text: string, facts: readonly Fact[]): readonly Segment[] {
  const placed = facts.flatMap((fact) =>
    fact.from === null || fact.to === null ? [] : [{ fact, from: fact.from, to: fact.to }],
  );
  const ends = new Set([0, text.length, ...placed.flatMap(({ from, to }) => [from, to])]);
  const cuts = [...ends].sort((a, b) => a - b);
  return cuts.slice(1).map((to, i): Segment => {
    const from = cuts[i] as number;
    const here = placed.filter((place) => place.from <= from && place.to >= to);
    const shortest = here.toSorted((a, b) => a.to - a.from - (b.to - b.from))[0];
    return { from, to, fact: shortest?.fact ?? null };
  });
}

/** The fact of a field, where it has a place. */
export function placeOf(facts: readonly Fact[], field: FactField | null) {
  const fact = facts.find((one) => one.field === field);
  return fact === undefined || fact.from === null || fact.to === null
    ? null
    : { from: fact.from, to: fact.to };
}
