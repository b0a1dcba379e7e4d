import { activateGlsl, activationGlsl, functionsGlsl } from '#src/engine/webgl/glsl/activations.ts';
import {
  activationLayers,
  readBlock,
  rowsGlsl,
  writeBlock,
} from '#src/engine/webgl/glsl/blocks.ts';
import {
  type BlockShape,
  groupsGlsl,
  headerGlsl,
  outputsGlsl,
  repeat,
  stepGlsl,
  weightAt,
  weightsGlsl,
} from '#src/engine/webgl/glsl/common.ts';
import { dropoutGlsl } from '#src/engine/webgl/glsl/dropout.ts';
import type { ActivationId } from '#src/experiment/ids.ts';

/** Where a layer takes its inputs from; `before`: the same fragment works them out, see `beforeGlsl`. */
export type InputSource = 'data' | 'activations' | 'before';

/**
 * `layer` = texels of inputs, texels of units, units, index; `places` = first row of its cells in the tile, first
 * column of its inputs in `activations`, first column of what it writes.
 */
export const layerGlsl = /* glsl */ `
uniform ivec4 layer;
uniform ivec3 places;
`;

/**
 * z = x W + b of one block, for `groups` groups of four units from `group` on. Declares `z0`, `z1`… [groups × rows],
 * row r of group g being z{g·rows + r}. Expects what `blockGlsl` declares, and `turns`, over how many groups of inputs.
 */
export function affineGlsl(shape: BlockShape, source: InputSource, groups: number): string {
  const { rowsPerBlock: rows } = shape;
  const read = {
    data: () => repeat(rows, (r) => `vec4 x${r} = texelFetch(inputs, line(row${r} + k), 0);`),
    activations: () => `ivec2 at = groupAt(places.y, k, y);\n${readBlock(shape)}`,
    before: () => 'hiddenBefore(k);',
  }[source];
  const x = source === 'before' ? 'beforeA' : 'x';
  const multiply = (g: number) => `
    mat4 w${g} = weightsAt(ivec2(tile.x + group + ${g}, tile.y + places.x + k * cells));
    ${repeat(rows, (r) => `z${g * rows + r} += w${g} * ${x}${r};`)}`;
  return `
  ${repeat(groups * rows, (i) => `vec4 z${i} = vec4(0);`)}
  ${source === 'data' ? repeat(rows, (r) => `int row${r} = inputsAt.x + replica * inputsAt.y + layer.x * rowAt(replica, block * ${rows} + ${r});`) : ''}
  int k = 0;
  do {
    ${read()}
    ${repeat(groups, multiply)}
  } while (++k < turns);`;
}

export function inputsGlsl(source: InputSource): string {
  return source === 'activations'
    ? 'uniform sampler2DArray activations;'
    : 'uniform sampler2D inputs;';
}

/**
 * What a fragment works on: the block of rows, `y` among all replicas' and `block` among its replica's, and the
 * replica's tile.
 *
 * @param folded whether what it writes is
 */
export function blockGlsl(folded = true): string {
  return /* glsl */ `
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  int y = pixel.y${folded ? ' >> fold' : ''};
  int place = quotient(y, scale.x);
  int block = y - place * extent.y;
  int replica = moment.w + place;
  ivec2 tile = tileOrigin(replica);`;
}

export interface HiddenLayer {
  readonly activation: ActivationId;
  readonly dropout: boolean;
}

/** What the draw of a hidden layer does. */
export interface HiddenDraw extends HiddenLayer {
  /** Of the first layer that the draw works out. */
  readonly source: Exclude<InputSource, 'before'>;
  readonly replicas: number;
  /** The layer before, where every fragment works it out anew from the data; it has so many inputs. */
  readonly before: (HiddenLayer & { readonly inputs: number }) | null;
  /** Whether columns before its own take the network's inputs, and the activations of the other texture. */
  readonly joins: { readonly inputs: boolean; readonly activations: boolean };
}

/** `joint` = first column of the inputs, of the other texture's activations; texels of a row of inputs. */
const jointGlsl = 'uniform ivec3 joint;';

/** Texel `texel` of the inputs of the row at a position of the pass. */
const inputsOfGlsl = /* glsl */ `
vec4 inputsOf(int replica, int position, int texels, int texel) {
  int row = inputsAt.x + replica * inputsAt.y + texels * rowAt(replica, position);
  return texelFetch(inputs, line(row + texel), 0);
}`;

/**
 * `void hiddenBefore(int k)` leaves group k of the layer before in `beforeA0…` and `beforeSlope0…`, of each row. `before` =
 * first row of its cells in the tile, units, first column of what it writes.
 */
function beforeGlsl(
  shape: BlockShape,
  { activation, dropout, inputs }: HiddenLayer & { inputs: number },
) {
  const { rowsPerBlock: rows } = shape;
  const lanes = inputs + 1;
  const drop = (r: number) =>
    `if (extent.w == 0) drop(beforeKey, beforeRow + ${r}, 4 * k, 1, beforeA${r}, beforeSlope${r});`;
  return `
uniform ivec3 before;
ivec2 beforeTile;
${dropout ? 'uint beforeKey;\nint beforeRow;' : ''}
${repeat(rows, (r) => `vec4 beforeX${r}, beforeA${r}, beforeSlope${r};`)}
${activateGlsl(activationGlsl[activation], 'activateBefore')}
void hiddenBefore(int k) {
  ivec2 cell = ivec2(beforeTile.x + k, beforeTile.y);
  ${repeat(lanes, (c) => `vec4 w${c} = ${weightAt(shape, 'cell', c)};`)}
  ivec4 unit = 4 * k + ivec4(0, 1, 2, 3);
  bvec4 present = lessThan(unit, ivec4(before.y));
  vec4 absent = vec4(equal(unit, ivec4(before.y)));
  ${repeat(
    rows,
    (
      r,
    ) => `activateBefore(${repeat(lanes, (c) => `w${c} * beforeX${r}[${c}]`, ' + ')}, beforeA${r}, beforeSlope${r});
  ${dropout ? drop(r) : ''}
  beforeA${r} = mix(absent, beforeA${r}, present);
  beforeSlope${r} = mix(vec4(0), beforeSlope${r}, present);`,
  )}
}`;
}

/** A hidden layer: a block of activations and of slopes a fragment. */
export function forwardFragment(shape: BlockShape, draw: HiddenDraw): string {
  const { rowsPerBlock: rows } = shape;
  const { source, activation, dropout, replicas, before, joins } = draw;
  const readsData = source === 'data' || joins.inputs;
  const drop = (r: number) =>
    dropout ? `if (extent.w == 0) drop(key, first + ${r}, 4 * group, 0, a${r}, slope${r});` : '';
  const copyInputs = (r: number) =>
    joins.inputs
      ? `if (pixel.x < joint.y) a${r} = inputsOf(replica, block * ${rows} + ${r}, joint.z, groupOf(pixel, joint.x));`
      : '';
  const copy = (i: number) => `target${i} = texelFetch(activations, ivec3(there, ${i}), 0);`;
  const startBefore = before
    ? `beforeTile = ivec2(tile.x, tile.y + before.x);
  ${repeat(rows, (r) => `beforeX${r} = inputsOf(replica, block * ${rows} + ${r}, 1, 0);`)}
  ${before.dropout ? `beforeRow = extent.z + block * ${rows};\n  beforeKey = dropoutKey(replica, moment.z, layer.w - 1);` : ''}`
    : '';
  const ownBefore = before
    ? `if (isBefore) {
    hiddenBefore(groupOf(pixel, before.z));
    ${repeat(rows, (r) => `a${r} = beforeA${r};\n    slope${r} = beforeSlope${r};`)}
  }`
    : '';
  return `${headerGlsl}${stepGlsl()}${weightsGlsl(shape)}${layerGlsl}
${groupsGlsl}
${readsData ? `${inputsGlsl('data')}\n${rowsGlsl}\n${inputsOfGlsl}` : ''}
${source === 'activations' || joins.activations ? inputsGlsl('activations') : ''}
${joins.inputs || joins.activations ? jointGlsl : ''}
${functionsGlsl}
${activateGlsl(activationGlsl[activation])}
${dropout || before?.dropout ? dropoutGlsl(replicas) : ''}
${before ? beforeGlsl(shape, before) : ''}
${outputsGlsl(2 * rows)}
void main() {
  ${blockGlsl()}
  bool isOwn = pixel.x >= places.z;
  ${before ? 'bool isBefore = !isOwn && pixel.x >= before.z;' : ''}
  int group = isOwn ? groupOf(pixel, places.z) : 0;
  int turns = isOwn && group < layer.y ? layer.x : 1; // other sums are not asked for
  ${startBefore}
  ${affineGlsl(shape, before ? 'before' : source, 1)}
  // Behind the last unit stands the 1 that the next layer's biases are multiplied by.
  ivec4 unit = 4 * group + ivec4(0, 1, 2, 3);
  bvec4 present = lessThan(unit, ivec4(layer.z));
  vec4 absent = vec4(equal(unit, ivec4(layer.z)));
  ${dropout ? `int first = extent.z + block * ${rows};\nuint key = dropoutKey(replica, moment.z, layer.w);` : ''}
  ${repeat(
    rows,
    (r) => `vec4 a${r}, slope${r};
  activate(z${r}, a${r}, slope${r});
  ${drop(r)}
  a${r} = mix(absent, a${r}, present);
  slope${r} = mix(vec4(0), slope${r}, present);
  ${copyInputs(r)}`,
  )}
  ${ownBefore}
  ${writeBlock(shape)}
  ${
    joins.activations
      ? `ivec2 there = ivec2(pixel.x - joint.y, pixel.y);
  if (!isOwn && there.x >= 0) { ${repeat(activationLayers(shape), copy, ' ')} }`
      : ''
  }
}`;
}
