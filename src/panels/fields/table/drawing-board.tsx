import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { classSymbol, markPath } from '#src/charts/figures/marks.ts';
import { classColour } from '#src/charts/theme.ts';
import {
  curveX,
  type Drawing,
  type DrawnPoint,
  dab,
  dabbed,
  drawingLimits,
  drawnAlong,
  erased,
  snapped,
} from '#src/data/table/drawing.ts';
import classes from '#src/panels/fields/table/table.module.css';
import { drawWords } from '#words/table.ts';

export const tools = ['point', 'brush', 'eraser'] as const;
export type Tool = (typeof tools)[number];

interface Props {
  readonly drawing: Drawing;
  readonly tool: Tool;
  /** The class that is drawn. */
  readonly label: number;
  readonly onLabel: (label: number) => void;
  /** A gesture begins. */
  readonly onBegin: () => void;
  readonly onChange: (next: (drawing: Drawing) => Drawing) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}

type Place = Pick<DrawnPoint, 'x' | 'y'>;

/** Units of the picture from the middle to an edge. */
const half = 200;
/** Around it. */
const margin = 8;
/** Of a brush, and of an eraser. */
const reach = { brush: 0.06, eraser: 0.08 } as const;
/** A pointer that is dragged leaves a point after so much way. */
const apart = { point: 0.06, brush: 0.08, eraser: 0 } as const;
const keyStep = { usual: 0.05, fine: 0.01 } as const;
const middle: Place = { x: 0, y: 0 };

/** A square to draw in, by pointer and by keyboard. */
export function DrawingBoard(props: Props) {
  const { drawing, tool, label, onLabel, onBegin, onChange, onUndo, onRedo } = props;
  const last = useRef<Place | null>(null);
  const [cursor, setCursor] = useState<Place>(middle);
  const [hasKeys, setHasKeys] = useState(false);

  const apply = (at: Place) => {
    const from = last.current ?? at;
    const isDab = drawing.kind === 'points' && last.current !== null;
    if (isDab && Math.hypot(at.x - from.x, at.y - from.y) < apart[tool]) return;
    last.current = at;
    onChange(stroke(tool, label, from, at));
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    // A second finger draws no line from the first.
    if (event.button !== 0 || !event.isPrimary) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    onBegin();
    last.current = null;
    apply(placeOf(event, event.currentTarget));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (last.current === null || !event.isPrimary) return;
    const { nativeEvent, currentTarget } = event;
    const all = nativeEvent.getCoalescedEvents?.() ?? [];
    for (const one of all.length > 0 ? all : [nativeEvent]) apply(placeOf(one, currentTarget));
  };
  const onPointerEnd = ({ isPrimary }: PointerEvent) => {
    if (isPrimary) last.current = null;
  };
  const once = (at: Place, by: Tool) => {
    onBegin();
    onChange(stroke(by, label, at, at));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? keyStep.fine : keyStep.usual;
    const move = (dx: number, dy: number) =>
      setCursor(({ x, y }) => ({ x: snapped(x + dx * step), y: snapped(y + dy * step) }));
    const actions: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => move(-1, 0),
      ArrowRight: () => move(1, 0),
      ArrowUp: () => move(0, 1),
      ArrowDown: () => move(0, -1),
      Enter: () => once(cursor, tool),
      ' ': () => once(cursor, tool),
      Delete: () => once(cursor, 'eraser'),
      Backspace: () => once(cursor, 'eraser'),
    };
    const isCommand = event.ctrlKey || event.metaKey;
    const digit = Number(event.key);
    if (isCommand && event.key.toLowerCase() === 'z') (event.shiftKey ? onRedo : onUndo)();
    else if (isCommand && event.key.toLowerCase() === 'y') onRedo();
    else if (isCommand) return;
    else if (event.key in actions) actions[event.key]?.();
    else if (event.key !== ' ' && digit >= 0 && digit < drawingLimits.classes) onLabel(digit);
    else return;
    setHasKeys(true);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <button
      type="button"
      className={classes.board}
      aria-label={drawWords.board(cursor.x, cursor.y)}
      data-testid="drawing-board"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onKeyDown={onKeyDown}
      onBlur={() => setHasKeys(false)}
    >
      <svg
        viewBox={`${-half - margin} ${-half - margin} ${2 * (half + margin)} ${2 * (half + margin)}`}
        aria-hidden
      >
        <path className={classes.axes} d={`M${-half} 0H${half}M0 ${-half}V${half}`} />
        <rect className={classes.axes} x={-half} y={-half} width={2 * half} height={2 * half} />
        {drawing.kind === 'points' ? (
          <PointMarks points={drawing.points} />
        ) : (
          <CurveLine heights={drawing.heights} />
        )}
        {hasKeys && (
          <path
            className={classes.cursor}
            d={`M${cursor.x * half - 10} ${-cursor.y * half}h20M${cursor.x * half} ${-cursor.y * half - 10}v20`}
          />
        )}
      </svg>
    </button>
  );
}

/** What a tool does to a drawing. Where its points fall is drawn once, however often it is asked. */
function stroke(tool: Tool, label: number, from: Place, at: Place): (before: Drawing) => Drawing {
  const point = { x: snapped(at.x), y: snapped(at.y), label };
  const added = dab(point, tool === 'brush' ? reach.brush : 0, Math.random);
  const isEraser = tool === 'eraser';
  return (before) =>
    before.kind === 'curve'
      ? { kind: 'curve', heights: drawnAlong(before.heights, from, at, isEraser) }
      : {
          kind: 'points',
          points: isEraser ? erased(before.points, at, reach.eraser) : dabbed(before.points, added),
        };
}

/** Where a pointer is, in the drawing's coordinates, no further out than its edges. */
function placeOf(
  event: { readonly clientX: number; readonly clientY: number },
  board: Element,
): Place {
  const { left, top, width, height } = board.getBoundingClientRect();
  const share = (half + margin) / half;
  const clamped = (value: number) => Math.min(Math.max(value, -1), 1);
  return {
    x: clamped(share * ((2 * (event.clientX - left)) / width - 1)),
    y: clamped(share * (1 - (2 * (event.clientY - top)) / height)),
  };
}

function PointMarks({ points }: { readonly points: readonly DrawnPoint[] }) {
  return Array.from({ length: drawingLimits.classes }, (_, label) => {
    const shape = markPath(classSymbol(label), 4.5);
    const path = points
      .filter((point) => point.label === label)
      .map(({ x, y }) => `M${(x * half).toFixed(0)} ${(-y * half).toFixed(0)}${shape}`)
      .join('');
    return (
      <path key={label} className={classes.marks} d={path} style={{ fill: classColour(label) }} />
    );
  });
}

function CurveLine({ heights }: { readonly heights: readonly (number | null)[] }) {
  const path = heights
    .map((y, bin) => {
      if (y === null) return '';
      const goesOn = typeof heights[bin - 1] === 'number';
      return `${goesOn ? 'L' : 'M'}${curveX(bin) * half} ${-y * half}`;
    })
    .join('');
  return <path className={classes.curve} d={path} />;
}
