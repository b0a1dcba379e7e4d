/**
 * Columns of the activation and delta textures.
 *
 * Layers take turns between two textures of each kind, since no draw can read what it writes. Gradients, which need
 * all layers in one draw, would have to choose between textures fragment by fragment; so the last draw of each chain
 * also brings what the other texture holds into its own: the last hidden layer's the activations (and the batch's
 * inputs), the first layer's the deltas. Those columns are the *joint* ones.
 */
export interface Columns {
  readonly layers: readonly LayerColumns[];
  /** Widths of the even and of the odd texture. */
  readonly activationWidths: readonly [number, number];
  readonly deltaWidths: readonly [number, number];
  /** The activation texture in which everything comes together; for deltas it is the even one. */
  readonly jointParity: 0 | 1;
  /** Texels of a row of the network's inputs that are brought along, or 0: gradients read the data. */
  readonly gathered: number;
  /** First column of the inputs brought along, of the other texture's activations, of the other texture's deltas. */
  readonly inputX: number;
  readonly otherActivationX: number;
  readonly otherDeltaX: number;
}

export interface LayerColumns {
  /** Columns that its units take. */
  readonly columns: number;
  /** First column of its outputs in its activation texture, and of its deltas in its delta texture. */
  readonly activationX: number;
  readonly deltaX: number;
  /** First columns of its inputs and of its deltas in the joint textures. */
  readonly jointInputX: number;
  readonly jointDeltaX: number;
}

/** Wider inputs are not brought along: the copy would cost more than it saves. */
const mostGathered = 16;

/** @param layers widths in groups of four: of a row of inputs with its 1, of the units, of the units with their 1 */
export function placeColumns(
  layers: readonly {
    readonly inputGroups: number;
    readonly unitGroups: number;
    readonly outputGroups: number;
  }[],
  fold: number,
): Columns {
  const columnsOf = (groups: number) => Math.ceil(groups / (1 + fold));
  const lastHidden = layers.length - 2;
  const parity = parityOf(Math.max(0, lastHidden));
  const inputGroups = layers[0]?.inputGroups ?? 0;
  const gathered = lastHidden >= 0 && inputGroups <= mostGathered ? inputGroups : 0;

  const activationX = layers.map(() => 0);
  const activationWidths: [number, number] = [0, 0];
  const placeActivations = (l: number) => {
    activationX[l] = activationWidths[parityOf(l)];
    activationWidths[parityOf(l)] += columnsOf(layers[l]?.outputGroups ?? 0);
  };
  for (let l = 0; l < lastHidden; l++) placeActivations(l);
  const inputX = activationWidths[parity];
  const otherActivationX = inputX + columnsOf(gathered);
  activationWidths[parity] = otherActivationX + activationWidths[1 - parity === 0 ? 0 : 1];
  if (lastHidden >= 0) placeActivations(lastHidden);

  const deltaX = layers.map(() => 0);
  const deltaWidths: [number, number] = [0, 0];
  const placeDeltas = (l: number) => {
    deltaX[l] = deltaWidths[parityOf(l)];
    deltaWidths[parityOf(l)] += columnsOf(layers[l]?.unitGroups ?? 0);
  };
  for (let l = 1; l < layers.length; l++) placeDeltas(l);
  const otherDeltaX = deltaWidths[0];
  deltaWidths[0] += deltaWidths[1];
  placeDeltas(0);

  const at = (list: readonly number[], l: number) => list[l] as number;
  return {
    layers: layers.map(({ unitGroups }, l): LayerColumns => {
      const own = parityOf(l - 1) === parity ? 0 : otherActivationX;
      return {
        columns: columnsOf(unitGroups),
        activationX: at(activationX, l),
        deltaX: at(deltaX, l),
        jointInputX: l === 0 ? inputX : own + at(activationX, l - 1),
        jointDeltaX: at(deltaX, l) + (parityOf(l) === 0 ? 0 : otherDeltaX),
      };
    }),
    activationWidths,
    deltaWidths,
    jointParity: parity,
    gathered,
    inputX,
    otherActivationX,
    otherDeltaX,
  };
}

/** Which texture of a pair a layer uses. */
export function parityOf(layer: number): 0 | 1 {
  return layer % 2 === 0 ? 0 : 1;
}
