import { tileOrigin, tilesSize } from '#src/engine/gpu/tiles.ts';
import type { Layout } from '#src/engine/webgl/layout.ts';
import type { NetworkShape } from '#src/network/shape.ts';

/**
 * Between parameter vectors and the state texture. Vectors are [replicas × slots × parameterCount], slot 0 first; the
 * texture's numbers are [layers × height × width × 4].
 */
export interface State {
  readonly slots: readonly Float32Array[];
  /** [replicas]: 1 where the replica is frozen. */
  readonly frozen: Float32Array;
}

export function packState(network: NetworkShape, layout: Layout, state: State): Float32Array {
  const { width, height } = tilesSize(layout.tile, layout.replicas);
  const layers = layout.slots * layout.weightRows;
  const texels = new Float32Array(layers * height * width * 4);
  state.slots.forEach((vector, slot) => {
    forEachParameter(network, layout, slot, (parameter, texel) => {
      texels[texel] = vector[parameter] as number;
    });
  });
  state.frozen.forEach((flag, replica) => {
    texels[frozenAt(layout, replica)] = flag;
  });
  return texels;
}

/** @param texels of as many slots as are wanted back @param count how many */
export function unpackState(
  network: NetworkShape,
  layout: Layout,
  texels: Float32Array,
  count: number,
): State {
  const { replicas } = layout;
  const slots = Array.from({ length: count }, (_, slot) => {
    const vector = new Float32Array(replicas * network.parameterCount);
    forEachParameter(network, layout, slot, (parameter, texel) => {
      vector[parameter] = texels[texel] as number;
    });
    return vector;
  });
  const frozen = Float32Array.from(
    { length: replicas },
    (_, replica) => texels[frozenAt(layout, replica)] as number,
  );
  return { slots, frozen };
}

/** @param visit index in [replicas × parameterCount], index in the texture's numbers */
function forEachParameter(
  { layers, parameterCount }: NetworkShape,
  layout: Layout,
  slot: number,
  visit: (parameter: number, texel: number) => void,
): void {
  const { weightRows, tile } = layout;
  const { width, height } = tilesSize(tile, layout.replicas);
  for (let replica = 0; replica < layout.replicas; replica++) {
    const [x, y] = tileOrigin(tile, replica);
    layers.forEach((layer, l) => {
      const top = y + (layout.layers[l] as { y: number }).y;
      // The bias is the row after the last input's.
      for (let i = 0; i <= layer.inputs; i++) {
        const arrayLayer = slot * weightRows + (i % weightRows);
        const row = (arrayLayer * height + top + Math.floor(i / weightRows)) * width + x;
        const from = replica * parameterCount + layer.weights + i * layer.units;
        for (let j = 0; j < layer.units; j++) visit(from + j, row * 4 + j);
      }
    });
  }
}

function frozenAt({ tile, replicas }: Layout, replica: number): number {
  const [x, y] = tileOrigin(tile, replica);
  return (y * tilesSize(tile, replicas).width + x + 1) * 4;
}
