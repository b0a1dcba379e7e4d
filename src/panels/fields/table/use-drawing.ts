import { useState } from 'react';
import type { Drawing } from '#src/data/table/drawing.ts';

interface History {
  readonly past: readonly Drawing[];
  readonly present: Drawing;
  readonly future: readonly Drawing[];
}

const mostSteps = 200;

/** A drawing with its undo: each gesture, from `begin` to the next, is one step. */
export function useDrawing(first: Drawing) {
  const [history, setHistory] = useState<History>({ past: [], present: first, future: [] });
  return {
    drawing: history.present,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    /** What follows is a step of its own. */
    begin: () =>
      setHistory(({ past, present }) => ({
        past: [...past, present].slice(-mostSteps),
        present,
        future: [],
      })),
    change: (next: (drawing: Drawing) => Drawing) =>
      setHistory((before) => ({ ...before, present: next(before.present) })),
    undo: () =>
      setHistory((before) => {
        const previous = before.past.at(-1);
        if (previous === undefined) return before;
        const { past, present, future } = before;
        return { past: past.slice(0, -1), present: previous, future: [present, ...future] };
      }),
    redo: () =>
      setHistory((before) => {
        const [next, ...future] = before.future;
        if (next === undefined) return before;
        return { past: [...before.past, before.present], present: next, future };
      }),
  };
}
