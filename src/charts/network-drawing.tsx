import { memo } from 'react';
import { fontFamily } from '#src/charts/figures/base-layout.ts';
import {
  type Diagram,
  type DiagramHeader,
  layerBiases,
  type MarkedState,
  networkInWords,
  type UnitBias,
  unitName,
  weightGroups,
  widthSteps,
} from '#src/charts/figures/network-diagram.ts';
import { type ChartTheme, chartColours, mixColours } from '#src/charts/theme.ts';
import type { UnitState } from '#src/network/layer-figures.ts';
import { formatNumber } from '#words/base/numbers.ts';
import { words as texts } from '#words/charts/charts.ts';
import { partOf } from '#words/forms.ts';
import { words as stateWords } from '#words/inside/units.ts';

export interface NetworkDrawingProps {
  readonly header: DiagramHeader;
  readonly diagram: Diagram;
  /** Null before the first snapshot: units without weights. */
  readonly parameters: Float32Array | null;
  /** Of the units of each hidden layer; null: not known. */
  readonly states: readonly (readonly UnitState[])[] | null;
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
  const { header, diagram, parameters, states, width, height, theme } = props;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn here, not loaded
      role="img"
      aria-label={networkInWords(header)}
      width={width}
      height={height}
      fontFamily={fontFamily}
      fontSize={fontSize}
      fill={chartColours[theme].text}
    >
      <Key diagram={diagram} theme={theme} />
      {parameters !== null && (
        <Weights header={header} diagram={diagram} parameters={parameters} theme={theme} />
      )}
      {diagram.layers.map((layer, l) => {
        const biases: readonly UnitBias[] =
          parameters === null || l === 0 ? [] : layerBiases(header, diagram, l, parameters);
        const layerStates = states?.[l - 1];
        const names = layer.units.map(({ index }) => unitName(header, l, index));
        return (
          <g key={layer.name}>
            <Units {...{ diagram, l, biases, names, theme }} states={layerStates} />
            <LayerLabel {...{ diagram, l, height, theme }} />
          </g>
        );
      })}
    </svg>
  );
});

/** What lines and marks mean. */
function Key({ diagram, theme }: { readonly diagram: Diagram; readonly theme: ChartTheme }) {
  const colours = chartColours[theme];
  return diagram.key.map(({ text, sample, x, y }) => (
    <g key={text}>
      {(sample === 'positive' || sample === 'negative') && (
        <path d={`M${x} ${y - 4}h20`} stroke={colours[sample]} strokeWidth={3} />
      )}
      {(sample === 'dead' || sample === 'saturated') && (
        <g stroke={colours.text} strokeWidth={1.25} fill="none">
          <circle cx={x + 10} cy={y - 4} r={6} />
          <StateMark state={sample} x={x + 10} y={y - 4} radius={6} />
        </g>
      )}
      <text x={sample === null ? x : x + 26} y={y}>
        {text}
      </text>
    </g>
  ));
}

function Weights(props: {
  readonly header: DiagramHeader;
  readonly diagram: Diagram;
  readonly parameters: Float32Array;
  readonly theme: ChartTheme;
}) {
  const { header, diagram, parameters, theme } = props;
  const lines = diagram.layers.reduce(
    (sum, layer, l) => sum + layer.units.length * (diagram.layers[l - 1]?.units.length ?? 0),
    0,
  );
  const thickest = lines > manyLines ? lineWidth.many : lineWidth.few;
  return weightGroups(header, diagram, parameters).map(({ positive, step, path }) => (
    <path
      key={`${positive} ${step}`}
      d={path}
      fill="none"
      stroke={signColour(positive, theme)}
      strokeWidth={(thickest * step) / widthSteps}
      strokeOpacity={0.08 + 0.82 * (step / widthSteps) ** 2}
    />
  ));
}

interface LayerProps {
  readonly diagram: Diagram;
  /** Index of the layer, the inputs' 0. */
  readonly l: number;
  readonly theme: ChartTheme;
}

/** @param props names of those units that are drawn */
function Units(
  props: LayerProps & {
    readonly biases: readonly UnitBias[];
    readonly names: readonly string[];
    readonly states: readonly UnitState[] | undefined;
  },
) {
  const { diagram, l, biases, names, states, theme } = props;
  const { name, units } = layerOf(diagram, l);
  const { text } = chartColours[theme];
  const outside = l === 0 ? -1 : 1;
  return (
    <>
      {units.map(({ index, x, y }, i) => (
        <circle
          key={index}
          cx={x}
          cy={y}
          r={diagram.radius}
          stroke={text}
          strokeWidth={1.25}
          fill={biasColour(biases[i], theme)}
        >
          <title>{unitInWords(name, index, biases[i], states?.[index])}</title>
        </circle>
      ))}
      <g stroke={text} strokeWidth={1.25} fill="none">
        {units.map(({ index, x, y }) => {
          const state = states?.[index];
          if (state === undefined || state === 'alive') return null;
          return <StateMark key={index} state={state} x={x} y={y} radius={diagram.radius} />;
        })}
      </g>
      {units.map(({ index, x, y }, i) => (
        <text
          key={index}
          x={x + outside * (diagram.radius + 6)}
          y={y}
          dominantBaseline="central"
          textAnchor={l === 0 ? 'end' : 'start'}
        >
          {shortened(names[i] ?? '', diagram.nameLength)}
        </text>
      ))}
    </>
  );
}

/** A layer's name and its size, where there is room for them. */
function LayerLabel({ diagram, l, height, theme }: LayerProps & { readonly height: number }) {
  const { x, name } = layerOf(diagram, l);
  const isOutermost = l === 0 || l === diagram.layers.length - 1;
  return (
    <>
      <text x={x} y={height - 26} textAnchor="middle">
        {pitchOf(diagram) >= nameRoom || isOutermost ? name : ''}
      </text>
      <text
        x={x}
        y={height - 8}
        textAnchor="middle"
        fontSize={sizeFont}
        fill={chartColours[theme].muted}
      >
        {sizeLabel(diagram, l)}
      </text>
    </>
  );
}

function layerOf({ layers }: Diagram, l: number): Diagram['layers'][number] {
  return layers[l] as Diagram['layers'][number];
}

/** Distance between two layers, in pixels. */
function pitchOf({ layers }: Diagram): number {
  return (layers[1]?.x ?? 0) - (layers[0]?.x ?? 0);
}

/** Sizes that would run into one another are left out, but for the first and the last. */
function sizeLabel(diagram: Diagram, l: number): string {
  const { size, units } = layerOf(diagram, l);
  const pitch = pitchOf(diagram);
  if (pitch >= nameRoom && size > units.length) return partOf(units.length, size);
  const last = diagram.layers.length - 1;
  const room =
    Math.max(...diagram.layers.map((layer) => String(layer.size).length)) * digitWidth + digitGap;
  const every = Math.ceil(room / Math.max(pitch, 1));
  const isShown = l === 0 || l === last || (l % every === 0 && last - l >= every);
  return isShown ? String(size) : '';
}

function signColour(positive: boolean, theme: ChartTheme): string {
  const colours = chartColours[theme];
  return positive ? colours.positive : colours.negative;
}

function biasColour(bias: UnitBias | undefined, theme: ChartTheme): string {
  const { surface } = chartColours[theme];
  if (bias === undefined) return surface;
  return mixColours(surface, signColour(bias.share > 0, theme), Math.abs(bias.share));
}

/** A cross through a dead unit, a second ring around a saturated one: told apart without colour. */
function StateMark(props: {
  readonly state: MarkedState;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}) {
  const { state, x, y, radius } = props;
  if (state === 'saturated') return <circle cx={x} cy={y} r={radius + 3} pointerEvents="none" />;
  const reach = 0.9 * radius;
  const cross = `M${x - reach} ${y - reach}l${2 * reach} ${2 * reach}m0 ${-2 * reach}l${-2 * reach} ${2 * reach}`;
  return <path d={cross} pointerEvents="none" />;
}

function unitInWords(
  layer: string,
  index: number,
  bias: UnitBias | undefined,
  state: UnitState | undefined,
): string {
  const parts = [
    texts.unit(layer, index),
    ...(bias === undefined ? [] : [texts.bias(formatNumber(bias.value))]),
    ...(state === undefined || state === 'alive' ? [] : [stateWords[state]]),
  ];
  return parts.join(': ');
}

function shortened(name: string, length: number): string {
  return name.length > length ? `${name.slice(0, length - 1)}…` : name;
}
