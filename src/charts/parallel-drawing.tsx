import { type PointerEvent, useRef } from 'react';
import type { Range } from '#src/charts/figure.ts';
import { fontFamily } from '#src/charts/figures/base-layout.ts';
import type { ParallelDiagram } from '#src/charts/figures/parallel.ts';
import { type ChartTheme, chartColours } from '#src/charts/theme.ts';

interface ParallelDrawingProps {
  readonly label: string;
  readonly diagram: ParallelDiagram;
  readonly height: number;
  readonly theme: ChartTheme;
  /** A drag along an axis between two heights, or (null) a click on it. */
  readonly onDrag: (axis: number, drag: Range | null) => void;
}

/** Width of what is dragged along and of what a drag leaves, and the way that tells a drag from a click, in pixels. */
const reach = 28;
const brushWidth = 10;
const leastDrag = 3;
/** What is named on an axis hides the lines behind it, half as far around it as this, in pixels. */
const labelHalo = 6;

/** Parallel coordinates as SVG with all looks in attributes, so that it can leave the page as it is. */
export function ParallelDrawing(props: ParallelDrawingProps) {
  const { label, diagram, height, theme, onDrag } = props;
  const { width, top, bottom, axes, lines } = diagram;
  const colours = chartColours[theme];
  const start = useRef<number | null>(null);
  const heightAt = ({ clientY, currentTarget }: PointerEvent<SVGRectElement>) => {
    const y = clientY - (currentTarget.ownerSVGElement?.getBoundingClientRect().top ?? 0);
    return Math.min(Math.max(y, top), bottom);
  };
  const drag = (axis: number, event: PointerEvent<SVGRectElement>) => {
    if (start.current === null) return;
    const y = heightAt(event);
    if (Math.abs(y - start.current) >= leastDrag) onDrag(axis, [start.current, y]);
    else if (event.type === 'pointerup') onDrag(axis, null);
    if (event.type !== 'pointermove') start.current = null;
  };
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn here, not loaded
      role="img"
      aria-label={label}
      width={width}
      height={height}
      fontFamily={fontFamily}
      fontSize={12}
      fill={colours.text}
    >
      {lines.map(({ colour, opacity, path }) => (
        <path
          key={`${colour} ${opacity}`}
          d={path}
          fill="none"
          stroke={colour}
          strokeWidth={1.5}
          strokeOpacity={opacity}
        />
      ))}
      <path
        d={axes.map(({ x }) => `M${x} ${top}V${bottom}`).join('')}
        fill="none"
        stroke={colours.text}
      />
      {axes.map(({ x, label: name, labelY, ticks, brushed }, axis) => (
        <g key={name}>
          <text x={x} y={labelY} textAnchor="middle">
            {name}
          </text>
          <g
            fontSize={11}
            textAnchor="end"
            dominantBaseline="central"
            stroke={colours.surface}
            strokeWidth={labelHalo}
            strokeLinejoin="round"
            paintOrder="stroke"
          >
            {ticks.map(({ y, name: full, text }) => (
              <text key={full} x={x - 7} y={y}>
                {text !== full && <title>{full}</title>}
                {text}
              </text>
            ))}
          </g>
          {brushed !== null && (
            <rect
              data-testid="brushed"
              x={x - brushWidth / 2}
              y={brushed[0]}
              width={brushWidth}
              height={brushed[1] - brushed[0]}
              fill={colours.positive}
              fillOpacity={0.5}
              stroke={colours.text}
            />
          )}
          <rect
            data-testid={`brush-${axis}`}
            x={x - reach / 2}
            y={top}
            width={reach}
            height={Math.max(bottom - top, 0)}
            fill="transparent"
            cursor="ns-resize"
            onPointerDown={(event) => {
              if (event.pointerType === 'touch') return; // a finger scrolls the page
              event.currentTarget.setPointerCapture(event.pointerId);
              start.current = heightAt(event);
            }}
            onPointerMove={(event) => drag(axis, event)}
            onPointerUp={(event) => drag(axis, event)}
            onPointerCancel={(event) => drag(axis, event)}
          />
        </g>
      ))}
    </svg>
  );
}
