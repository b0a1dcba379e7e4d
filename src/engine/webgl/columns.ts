/**
 * Columns of the activation and delta textures.
 *
 * No draw can read what it writes, so draws take turns between two textures of each kind. Gradients, which need all
 * layers in one draw, would have to choose between textures fragment by fragment; so the last draw of each chain also
 * brings what the other texture holds into its own, which is then the *joint* one.
 */
export interface Columns {
  readonly activations: Chain;
  readonly deltas: Chain;
  /** Texels of a row of the network's inputs that are brought along, or 0: gradients read the data. */
  readonly gathered: number;
  /** First column of the inputs brought along, and of what the last draw of the forward pass writes. */
  readonly inputX: number;
  /** First columns of each layer's inputs and of its deltas in the joint textures. */
  readonly joint: readonly { readonly inputX: number; readonly deltaX: number }[];
}

/** Layers, by their numbers, in the order in which draws write them; those that one draw writes are together. */
export type Stages = readonly (readonly number[])[];

/** The draws of one pass through the network, and where they leave what they work out. */
export interface Chain {
  readonly draws: readonly StageDraw[];
  /** By layer. */
  readonly places: readonly Place[];
  readonly widths: readonly [number, number];
  readonly jointTexture: 0 | 1;
  /** Column of the joint texture at which a copy of the other one begins. */
  readonly otherX: number;
}

/** Columns that a stage's draw writes: `from` ≤ x < `to`, and from `own` on those of its last layer. */
export interface StageDraw {
  readonly layers: readonly number[];
  readonly texture: 0 | 1;
  readonly from: number;
  readonly own: number;
  readonly to: number;
}

export interface Place {
  readonly texture: 0 | 1;
  readonly x: number;
}

/** Wider inputs are not brought along: the copy would cost more than it saves. */
const mostGathered = 16;

/** @param layers widths in columns: of a row of inputs with its 1, of the units, of the units with their 1 */
export function placeColumns(
  layers: readonly {
    readonly inputs: number;
    readonly units: number;
    readonly outputs: number;
  }[],
  inputGroups: number,
  forward: Stages,
  backward: Stages,
): Columns {
  const gathered = forward.length > 0 && inputGroups <= mostGathered ? inputGroups : 0;
  const inputColumns = gathered > 0 ? (layers[0]?.inputs ?? 0) : 0;
  const units = (l: number) => layers[l]?.units ?? 0;
  const outputs = (l: number) => layers[l]?.outputs ?? 0;
  const activations = placeChain(forward, outputs, units, inputColumns);
  const deltas = placeChain(backward, units, units, 0);
  const inputX = activations.otherX - inputColumns;
  return {
    activations,
    deltas,
    gathered,
    inputX,
    joint: layers.map((_, l) => ({
      inputX: l === 0 ? inputX : jointX(activations, l - 1),
      deltaX: jointX(deltas, l),
    })),
  };
}

/**
 * @param taken columns a layer takes @param written the first of them, that draws write
 * @param extra columns that the last draw writes before everything else
 */
function placeChain(
  stages: Stages,
  taken: (layer: number) => number,
  written: (layer: number) => number,
  extra: number,
): Chain {
  const widths: [number, number] = [0, 0];
  const places: Place[] = [];
  let otherX = 0;
  const draws = stages.map((layers, stage): StageDraw => {
    const texture = stage % 2 === 0 ? 0 : 1;
    const from = widths[texture];
    if (stage === stages.length - 1) {
      otherX = from + extra;
      widths[texture] = otherX + widths[texture === 0 ? 1 : 0];
    }
    let [own, to] = [from, from];
    for (const layer of layers) {
      own = widths[texture];
      to = own + written(layer);
      places[layer] = { texture, x: own };
      widths[texture] += taken(layer);
    }
    return { layers, texture, from, own, to };
  });
  return { draws, places, widths, jointTexture: draws.at(-1)?.texture ?? 0, otherX };
}

function jointX({ places, jointTexture, otherX }: Chain, layer: number): number {
  const { texture, x } = places[layer] ?? { texture: jointTexture, x: 0 };
  return texture === jointTexture ? x : otherX + x;
}
