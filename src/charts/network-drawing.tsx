import { memo, type Ref } from 'react';
import { fontFamily } from '#src/charts/figures/base-layout.ts';
import {
  type Diagram,
  type DiagramHeader,
  layerBiases,
  networkInWords,
  type UnitBias,
  unitName,
  weightGroups,
  widthSteps,
} from '#src/charts/figures/network-diagram.ts';
import { type ChartTheme, chartColours, mixColours } from '#src/charts/theme.ts';
import { formatNumber } from '#src/lib/number-format.ts';

export interface NetworkDrawingProps {
  readonly ref: Ref<SVGSVGElement>;
  readonly header: DiagramHeader;
  readonly diagram: Diagram;
  /** Null before the first snapshot: units without weights. */
  readonly parameters: Float32Array | null;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
}

const fontSize = 12;
/** Width in pixels of the thickest of few lines, and of the thickest of many. */
const lineWidth = { few: 4.5, many: 2 } as const;
const manyLines = 150;
/** Room in pixels that a layer's whole name needs. */
const nameRoom = 64;
/** Size of the layers' sizes, width of a digit and room between two numbers, in pixels. */
const sizeFont = 11;
const digitWidth = 6.5;
const digitGap = 3;

/**
 * A network as SVG with all its looks in attributes, so that it can leave the page as it is. Line: weight, its colour
 * the sign, its width the size within the layer. Unit: its fill is its bias in the same colours.
 */
export const NetworkDrawing = memo(function NetworkDrawing(props: NetworkDrawingProps) {
  const { ref, header, diagram, parameters, width, height, theme } = props;
  const colours = chartColours[theme];
  const signColour = (positive: boolean) => (positive ? colours.positive : colours.negative);
  const lines = diagram.layers.reduce(
    (sum, layer, l) => sum + layer.units.length * (diagram.layers[l - 1]?.units.length ?? 0),
    0,
  );
  const thickest = lines > manyLines ? lineWidth.many : lineWidth.few;
  const pitch = (diagram.layers[1]?.x ?? 0) - (diagram.layers[0]?.x ?? 0);
  return (
    <svg
      ref={ref}
      xmlns="http://www.w3.org/2000/svg"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn here, not loaded
      role="img"
      aria-label={networkInWords(header)}
      width={width}
      height={height}
      fontFamily={fontFamily}
      fontSize={fontSize}
      fill={colours.text}
    >
      {diagram.key.map(({ text, sample, x, y }) => (
        <g key={text}>
          {sample !== null && (
            <path d={`M${x} ${y - 4}h20`} stroke={colours[sample]} strokeWidth={3} />
          )}
          <text x={sample === null ? x : x + 26} y={y}>
            {text}
          </text>
        </g>
      ))}
      {parameters !== null &&
        weightGroups(header, diagram, parameters).map(({ positive, step, path }) => (
          <path
            key={`${positive} ${step}`}
            d={path}
            fill="none"
            stroke={signColour(positive)}
            strokeWidth={(thickest * step) / widthSteps}
            strokeOpacity={0.08 + 0.82 * (step / widthSteps) ** 2}
          />
        ))}
      {diagram.layers.map((layer, l) => {
        const biases: readonly UnitBias[] =
          parameters === null || l === 0 ? [] : layerBiases(header, diagram, l, parameters);
        return (
          <g key={layer.name}>
            {layer.units.map(({ index, x, y }, i) => (
              <circle
                key={index}
                cx={x}
                cy={y}
                r={diagram.radius}
                stroke={colours.text}
                strokeWidth={1.25}
                fill={biasColour(biases[i])}
              >
                <title>{unitInWords(layer.name, index, biases[i])}</title>
              </circle>
            ))}
            {layer.units.map(({ index, x, y }) => {
              const outside = l === 0 ? -1 : 1;
              return (
                <text
                  key={index}
                  x={x + outside * (diagram.radius + 6)}
                  y={y}
                  dominantBaseline="central"
                  textAnchor={l === 0 ? 'end' : 'start'}
                >
                  {shortened(unitName(header, l, index), diagram.nameLength)}
                </text>
              );
            })}
            <text x={layer.x} y={height - 26} textAnchor="middle">
              {pitch >= nameRoom || l === 0 || l === diagram.layers.length - 1 ? layer.name : ''}
            </text>
            <text
              x={layer.x}
              y={height - 8}
              textAnchor="middle"
              fontSize={sizeFont}
              fill={colours.muted}
            >
              {sizeLabel(l)}
            </text>
          </g>
        );
      })}
    </svg>
  );

  /** Sizes that would run into one another are left out, but for the first and the last. */
  function sizeLabel(l: number): string {
    const { size, units } = diagram.layers[l] as Diagram['layers'][number];
    if (pitch >= nameRoom && size > units.length) return `${units.length} of ${size}`;
    const last = diagram.layers.length - 1;
    const room =
      Math.max(...diagram.layers.map((layer) => String(layer.size).length)) * digitWidth + digitGap;
    const every = Math.ceil(room / Math.max(pitch, 1));
    const isShown = l === 0 || l === last || (l % every === 0 && last - l >= every);
    return isShown ? String(size) : '';
  }

  function biasColour(bias: UnitBias | undefined): string {
    if (bias === undefined) return colours.surface;
    return mixColours(colours.surface, signColour(bias.share > 0), Math.abs(bias.share));
  }
});

function unitInWords(layer: string, index: number, bias: UnitBias | undefined): string {
  return `${layer}, unit ${index}${bias === undefined ? '' : `: bias ${formatNumber(bias.value)}`}`;
}

function shortened(name: string, length: number): string {
  return name.length > length ? `${name.slice(0, length - 1)}…` : name;
}
