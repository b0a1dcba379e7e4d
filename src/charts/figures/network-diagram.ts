import type { Table } from '#src/charts/table.ts';
import { thinnedRows } from '#src/charts/table.ts';
import type { UnitState } from '#src/network/layer-figures.ts';
import type { RunHeader } from '#src/records/run-header.ts';
import { networkText, words as texts } from '#words/charts/figures.ts';
import { words as stateWords } from '#words/inside/units.ts';

export type DiagramHeader = Pick<
  RunHeader,
  'networkInputs' | 'inputNames' | 'layerUnits' | 'task' | 'parameterCount'
>;

/** A unit on the picture. */
interface DiagramUnit {
  /** Within its layer, from 0. */
  readonly index: number;
  readonly x: number;
  readonly y: number;
}

interface DiagramLayer {
  readonly name: string;
  /** All units of the layer; those drawn may be fewer. */
  readonly size: number;
  readonly x: number;
  readonly units: readonly DiagramUnit[];
}

/** Where everything stands, in pixels; inputs are the first layer. */
export interface Diagram {
  readonly layers: readonly DiagramLayer[];
  readonly radius: number;
  /** Room for names at the left and at the right, in characters. */
  readonly nameLength: number;
  readonly key: readonly KeyEntry[];
}

/** States of units that are marked. */
export type MarkedState = Exclude<UnitState, 'alive'>;

/** A word on what the picture's looks mean. */
interface KeyEntry {
  readonly text: string;
  /** What it shows beside the text. */
  readonly sample: 'positive' | 'negative' | MarkedState | null;
  /** Where the sample, or the text alone, begins; the baseline. */
  readonly x: number;
  readonly y: number;
}

/** Lines that look the same: of one sign and one step of width. */
export interface WeightGroup {
  readonly positive: boolean;
  /** 1 … `widthSteps`: size of the weight as a share of the largest drawn of its layer. */
  readonly step: number;
  /** SVG path. */
  readonly path: string;
}

/** Units of a layer drawn at most; of larger layers so many are picked evenly. */
export const shownUnits = 12;
export const widthSteps = 6;
/** Room for a row of the key above, its whole width in one row, and room for the layers' labels below, in pixels. */
const keyRow = 20;
const keyWidth = 350;
const bottom = 44;
/** Room for names at a side: of so many pixels a character, within these bounds. */
const characterWidth = 7;
const sideRoom = { least: 40, most: 130, share: 0.28 } as const;

/**
 * Places the units of a dense network, layer by layer from left to right.
 *
 * @param marksStates the key explains marks of units as well
 */
export function layoutNetwork(
  header: DiagramHeader,
  width: number,
  height: number,
  marksStates = false,
): Diagram {
  const sizes = [header.networkInputs, ...header.layerUnits];
  const last = sizes.length - 1;
  const most = Math.max(...sizes.map((size) => Math.min(size, shownUnits)));
  const key = layoutKey(width, marksStates);
  const top = keyRow * ((width < keyWidth ? 2 : 1) + (marksStates ? 1 : 0)) + 12;
  const room = height - top - bottom;
  const pitch = room / most;
  const left = nameRoom(header, 0, width);
  const right = nameRoom(header, last, width);
  const layers = sizes.map((size, l): DiagramLayer => {
    const shown = thinnedRows(size, shownUnits);
    const x = left + ((width - left - right) * l) / last;
    return {
      name: l === 0 ? texts.inputs : l === last ? texts.outputs : texts.hidden(l),
      size,
      x,
      units: shown.map((index, i) => ({
        index,
        x,
        y: top + room / 2 + (i - (shown.length - 1) / 2) * pitch,
      })),
    };
  });
  const apart = (width - left - right) / last;
  return {
    layers,
    radius: Math.max(Math.min(9, 0.36 * pitch, 0.36 * apart), 1),
    nameLength: Math.floor(Math.max(left, right) / characterWidth) - 2,
    key,
  };
}

function layoutKey(width: number, marksStates: boolean): readonly KeyEntry[] {
  const [shiftX, shiftY] = width < keyWidth ? [-174, keyRow] : [0, 0];
  return [
    { text: texts.positive, sample: 'positive', x: 8, y: 16 },
    { text: texts.negative, sample: 'negative', x: 92, y: 16 },
    { text: texts.widthWeight, sample: null, x: 182 + shiftX, y: 16 + shiftY },
    { text: texts.fillBias, sample: null, x: 284 + shiftX, y: 16 + shiftY },
    ...(marksStates
      ? ([
          { text: stateWords.dead, sample: 'dead', x: 8, y: 16 + shiftY + keyRow },
          { text: stateWords.saturated, sample: 'saturated', x: 112, y: 16 + shiftY + keyRow },
        ] as const)
      : []),
  ];
}

function nameRoom(header: DiagramHeader, layer: number, width: number): number {
  const size = layer === 0 ? header.networkInputs : (header.layerUnits.at(-1) ?? 0);
  const longest = Math.max(
    ...thinnedRows(size, shownUnits).map((index) => unitName(header, layer, index).length),
  );
  const most = Math.min(sideRoom.most, sideRoom.share * width);
  return Math.min(Math.max((longest + 4) * characterWidth, sideRoom.least), most);
}

/** Where a layer's weights and biases lie in the parameter vector. @param layer from 1; 0 are the inputs */
export function offsetsOf(header: DiagramHeader, layer: number) {
  const sizes = [header.networkInputs, ...header.layerUnits];
  let weights = 0;
  for (let l = 1; l < layer; l++) weights += ((sizes[l - 1] as number) + 1) * (sizes[l] as number);
  const inputs = sizes[layer - 1] as number;
  const units = sizes[layer] as number;
  return { inputs, units, weights, biases: weights + inputs * units };
}

/** The drawn weights as lines, grouped by sign and width so that a thousand lines are a dozen paths. */
export function weightGroups(
  header: DiagramHeader,
  diagram: Diagram,
  parameters: Float32Array,
): readonly WeightGroup[] {
  const paths = new Map<number, string>();
  diagram.layers.slice(1).forEach((layer, i) => {
    const before = diagram.layers[i]?.units ?? [];
    const { units, weights } = offsetsOf(header, i + 1);
    const weightOf = (from: DiagramUnit, to: DiagramUnit) =>
      parameters[weights + from.index * units + to.index] ?? 0;
    const largest = Math.max(
      ...before.flatMap((from) => layer.units.map((to) => Math.abs(weightOf(from, to)))),
    );
    for (const from of before) {
      for (const to of layer.units) {
        const weight = weightOf(from, to);
        const step = Math.ceil((Math.abs(weight) / largest) * widthSteps);
        if (!(step > 0)) continue;
        const key = weight > 0 ? step : -step;
        const line = `M${from.x.toFixed(1)} ${from.y.toFixed(1)}L${to.x.toFixed(1)} ${to.y.toFixed(1)}`;
        paths.set(key, (paths.get(key) ?? '') + line);
      }
    }
  });
  return [...paths]
    .sort(([a], [b]) => Math.abs(a) - Math.abs(b))
    .map(([key, path]) => ({ positive: key > 0, step: Math.abs(key), path }));
}

/** A drawn unit's bias, and its size as a share (−1 … 1) of the largest of its layer. */
export interface UnitBias {
  readonly value: number;
  readonly share: number;
}

/** Biases of the drawn units of a layer, in their order. @param layer from 1; inputs have none */
export function layerBiases(
  header: DiagramHeader,
  diagram: Diagram,
  layer: number,
  parameters: Float32Array,
): readonly UnitBias[] {
  const { units, biases } = offsetsOf(header, layer);
  const own = parameters.subarray(biases, biases + units);
  const largest = own.reduce((most, bias) => Math.max(most, Math.abs(bias)), 0) || 1;
  return (diagram.layers[layer]?.units ?? []).map(({ index }) => {
    const value = own[index] ?? 0;
    return { value, share: value / largest };
  });
}

/** Names of what goes in or comes out; hidden units have none. */
export function unitName(header: DiagramHeader, layer: number, index: number): string {
  if (layer === 0) return header.inputNames[index] ?? texts.input(index);
  if (layer < header.layerUnits.length) return '';
  const { answer } = header.task;
  if (answer.kind === 'numbers') return answer.names[index] ?? '';
  const answered = header.layerUnits.at(-1) === 1 ? 1 : index;
  return answer.labels?.[answered] ?? texts.classIt(answered);
}

/** Which hidden units are marked, in a sentence; empty: none. @param states of each hidden layer, [units] */
export function statesInWords(states: readonly (readonly UnitState[])[]): string {
  return (['dead', 'saturated'] as const)
    .flatMap((marked) => {
      const found = states.flatMap((units, l) => {
        const own = units.flatMap((state, unit) => (state === marked ? [unit] : []));
        return own.length === 0 ? [] : [stateWords.inLayer(l + 1, own)];
      });
      return found.length === 0 ? [] : [stateWords.marked(marked, found)];
    })
    .join(' ');
}

/** The network in a sentence. */
export function networkInWords({
  layerUnits,
  networkInputs,
  parameterCount,
}: DiagramHeader): string {
  return networkText(
    networkInputs,
    layerUnits.slice(0, -1),
    layerUnits.at(-1) ?? 0,
    parameterCount,
  );
}

/** Every parameter with its place. */
export function parameterTable(header: DiagramHeader, parameters: Float32Array | null): Table {
  const layers = header.layerUnits.map((_, l) => offsetsOf(header, l + 1));
  const locate = (row: number) => {
    const found = layers.findLastIndex(({ weights }) => weights <= row);
    const { weights, biases, units } = layers[found] ?? { weights: 0, biases: 0, units: 1 };
    return row < biases
      ? {
          layer: found + 1,
          from: String(Math.floor((row - weights) / units)),
          to: (row - weights) % units,
        }
      : { layer: found + 1, from: texts.bias, to: row - biases };
  };
  return {
    rows: parameters?.length ?? 0,
    columns: [
      { name: texts.layer, value: (row) => locate(row).layer },
      { name: texts.fromUnit, value: (row) => locate(row).from },
      { name: texts.toUnit, value: (row) => locate(row).to },
      { name: texts.value, value: (row) => parameters?.[row] ?? Number.NaN },
    ],
  };
}
