import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import {
  type Drawing,
  drawingLimits,
  drawingOf,
  drawnTable,
  noCurve,
  noPoints,
} from '#src/data/table/drawing.ts';
import { inlineText, unpackTable } from '#src/experiment/table.ts';
import { tableBytes } from '#src/experiment/table-bytes.ts';
import { DrawingBoard, type Tool, tools } from '#src/panels/fields/table/drawing-board.tsx';
import { useDrawing } from '#src/panels/fields/table/use-drawing.ts';
import { useTable } from '#src/panels/fields/table/use-table.ts';
import { useAppState } from '#src/store/hooks.ts';
import { Segments } from '#src/ui/segments.tsx';
import { drawWords, madeText, tableWords } from '#words/table.ts';

/** A picture becomes a table: points of classes, or a curve. */
export function DrawTab() {
  const shown = useAppState(({ experiment }) => experiment.table);
  const [first] = useState((): Drawing => {
    const table = unpackTable(shown);
    return (table.ok ? drawingOf(table.value) : null) ?? noPoints;
  });
  const [tool, setTool] = useState<Tool>('point');
  const [label, setLabel] = useState(0);
  const { drawing, canUndo, canRedo, begin, change, undo, redo } = useDrawing(first);
  const take = useTable();
  const made = madeOf(drawing);
  const set = (next: Drawing) => {
    begin();
    change(() => next);
  };
  return (
    <>
      <Choices
        kind={drawing.kind}
        tool={tool}
        label={label}
        onKind={(kind) => set(emptyOf(kind))}
        onTool={setTool}
        onLabel={setLabel}
      />
      <DrawingBoard
        drawing={drawing}
        tool={tool}
        label={label}
        onLabel={setLabel}
        onBegin={begin}
        onChange={change}
        onUndo={undo}
        onRedo={redo}
      />
      <Text size="xs" c="dimmed">
        {drawWords.keys[drawing.kind]}
      </Text>
      <Group mt="xs" gap="xs">
        <Button disabled={!canUndo} data-testid="draw-undo" onClick={undo}>
          {drawWords.undo}
        </Button>
        <Button disabled={!canRedo} data-testid="draw-redo" onClick={redo}>
          {drawWords.redo}
        </Button>
        <Button
          variant="subtle"
          data-testid="draw-clear"
          onClick={() => set(emptyOf(drawing.kind))}
        >
          {tableWords.clear}
        </Button>
      </Group>
      <Text mt="sm" size="sm" role="status" data-testid="draw-verdict">
        {made.ok
          ? madeText(
              made.value.table.rows,
              made.value.inputCount,
              [],
              made.value.text?.length ?? null,
            )
          : made.error}
      </Text>
      <Group mt="sm" justify="flex-end">
        <Button
          variant="filled"
          size="sm"
          disabled={!made.ok}
          data-testid="use-drawing"
          onClick={() => {
            if (made.ok) void take({ ...made.value, rowWeights: false, hash: null, split: null });
          }}
        >
          {tableWords.use}
        </Button>
      </Group>
    </>
  );
}

/** What is drawn, with which tool, and as which class. */
function Choices(props: {
  readonly kind: Drawing['kind'];
  readonly tool: Tool;
  readonly label: number;
  readonly onKind: (kind: Drawing['kind']) => void;
  readonly onTool: (tool: Tool) => void;
  readonly onLabel: (label: number) => void;
}) {
  const { kind, tool, label, onKind, onTool, onLabel } = props;
  return (
    <Group gap="xs">
      <Segments
        aria-label={drawWords.what}
        data={[
          { value: 'points', label: drawWords.points },
          { value: 'curve', label: drawWords.curve },
        ]}
        value={kind}
        data-testid="draw-kind"
        onChange={onKind}
      />
      <Segments
        aria-label={drawWords.tool}
        data={tools
          .filter((id) => kind === 'points' || id !== 'brush')
          .map((value) => ({ value, label: drawWords.tools[value] }))}
        value={kind === 'curve' && tool === 'brush' ? 'point' : tool}
        data-testid="draw-tool"
        onChange={onTool}
      />
      {kind === 'points' && (
        <Segments
          aria-label={drawWords.label}
          data={Array.from({ length: drawingLimits.classes }, (_, k) => ({
            value: String(k),
            label: k,
          }))}
          value={String(label)}
          data-testid="draw-class"
          onChange={(value) => onLabel(Number(value))}
        />
      )}
    </Group>
  );
}

function emptyOf(kind: Drawing['kind']): Drawing {
  return kind === 'curve' ? noCurve : noPoints;
}

function madeOf(drawing: Drawing) {
  const drawn = drawnTable(drawing);
  if (!drawn.ok) return drawn;
  const bytes = tableBytes(drawn.value.table);
  if (!bytes.ok) return bytes;
  const text = inlineText(bytes.value) ?? '';
  return { ok: true, value: { ...drawn.value, bytes: bytes.value, text } } as const;
}
