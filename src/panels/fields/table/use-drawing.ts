import { useState } from 'react';
import { type Drawing, isUnchanged } from '#src/data/table/drawing.ts';

interface History {
  readonly past: readonly Drawing[];
  readonly present: Drawing;
  readonly future: readonly Drawing[];
  /** The next change is a step of its own. */
  readonly isBegun: boolean;
}

const mostSteps = 200;

/** A drawing with its undo: each gesture that changes it, from `begin` to the next, is one step. */
export function useDrawing(first: Drawing) {
  const [history, setHistory] = useState<History>({
    past: [],
    present: first,
    future: [],
    isBegun: false,
  });
  return {
    drawing: history.present,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    /** What follows is a step of its own. */
    begin: () => setHistory((before) => ({ ...before, isBegun: true })),
    /** @param next pure: React may ask it twice */
    change: (next: (drawing: Drawing) => Drawing) =>
      setHistory((before) => {
        const present = next(before.present);
        if (isUnchanged(before.present, present)) return before;
        if (!before.isBegun) return { ...before, present };
        const past = [...before.past, before.present].slice(-mostSteps);
        return { past, present, future: [], isBegun: false };
      }),
    undo: () =>
      setHistory((before) => {
        const previous = before.past.at(-1);
        if (previous === undefined) return before;
        const { past, present, future } = before;
        return {
          past: past.slice(0, -1),
          present: previous,
          future: [present, ...future],
          isBegun: true,
        };
      }),
    redo: () =>
      setHistory((before) => {
        const [next, ...future] = before.future;
        if (next === undefined) return before;
        return { past: [...before.past, before.present], present: next, future, isBegun: true };
      }),
  };
}
