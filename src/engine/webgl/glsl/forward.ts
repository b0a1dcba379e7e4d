import type { ActivationId } from '#src/experiment/ids.ts';
import { activateGlsl, activationGlsl } from './activations.ts';
import { activationLayers, readBlock, rowsGlsl, writeBlock } from './blocks.ts';
import {
  type BlockShape,
  groupsGlsl,
  headerGlsl,
  outputsGlsl,
  repeat,
  stepGlsl,
  weightsGlsl,
} from './common.ts';
import { dropoutGlsl } from './dropout.ts';

/** Where a layer takes its inputs from. */
export type InputSource = 'data' | 'activations';

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
 * row r of group g being z{g·rows + r}. Expects what `blockGlsl` declares.
 */
export function affineGlsl(shape: BlockShape, source: InputSource, groups: number): string {
  const { rowsPerBlock: rows } = shape;
  const read =
    source === 'activations'
      ? `ivec2 at = groupAt(places.y, k, y);\n${readBlock(shape)}`
      : repeat(rows, (r) => `vec4 x${r} = texelFetch(inputs, line(row${r} + k), 0);`);
  const multiply = (g: number) => `
    mat4 w${g} = weightsAt(ivec2(tile.x + group + ${g}, tile.y + places.x + k * cells));
    ${repeat(rows, (r) => `z${g * rows + r} += w${g} * x${r};`)}`;
  return `
  ${repeat(groups * rows, (i) => `vec4 z${i} = vec4(0);`)}
  ${source === 'data' ? repeat(rows, (r) => `int row${r} = inputsAt.x + replica * inputsAt.y + layer.x * rowAt(replica, block * ${rows} + ${r});`) : ''}
  int k = 0;
  do {
    ${read}
    ${repeat(groups, multiply)}
  } while (++k < turns);`;
}

export function inputsGlsl(source: InputSource): string {
  return source === 'data' ? 'uniform sampler2D inputs;' : 'uniform sampler2DArray activations;';
}

/**
 * What a fragment works on: the block of rows, `y` among all replicas' and `block` among its replica's, the group of
 * units, and the replica's tile.
 */
export function blockGlsl(fold: number): string {
  return /* glsl */ `
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  int y = pixel.y >> ${fold};
  int group = ((pixel.x - places.z) << ${fold}) + (pixel.y & ${fold});
  int place = quotient(y, scale.x);
  int block = y - place * extent.y;
  int replica = moment.w + place;
  ivec2 tile = tileOrigin(replica);
  int turns = layer.x;`;
}

export interface HiddenLayer {
  readonly source: InputSource;
  readonly activation: ActivationId;
  readonly dropout: boolean;
  readonly replicas: number;
  /** Whether columns before its own take the network's inputs, and the activations of the other texture. */
  readonly joins: { readonly inputs: boolean; readonly activations: boolean };
}

/** `joint` = first column of the inputs, of the other texture's activations; texels of a row of inputs. */
const jointGlsl = 'uniform ivec3 joint;';

const joinInputsGlsl = /* glsl */ `
vec4 inputsOf(int replica, int position, int texel) {
  int row = inputsAt.x + replica * inputsAt.y + joint.z * rowAt(replica, position);
  return texelFetch(inputs, line(row + texel), 0);
}`;

/** A hidden layer: a block of activations and of slopes a fragment. */
export function forwardFragment(shape: BlockShape, hidden: HiddenLayer): string {
  const { rowsPerBlock: rows, fold } = shape;
  const { source, activation, dropout, replicas, joins } = hidden;
  const joinsAny = joins.inputs || joins.activations;
  const drop = (r: number) =>
    dropout ? `if (extent.w == 0) drop(key, first + ${r}, 4 * group, a${r}, slope${r});` : '';
  const copyInputs = (r: number) =>
    joins.inputs
      ? `if (pixel.x < joint.y) a${r} = inputsOf(replica, block * ${rows} + ${r}, inputGroup);`
      : '';
  const copy = (i: number) => `target${i} = texelFetch(activations, ivec3(there, ${i}), 0);`;
  return `${headerGlsl}${stepGlsl()}${weightsGlsl(shape)}${layerGlsl}
${groupsGlsl(shape)}
${inputsGlsl(source)}
${joins.inputs && source !== 'data' ? inputsGlsl('data') : ''}
${source === 'data' || joins.inputs ? rowsGlsl : ''}
${joinsAny ? jointGlsl : ''}
${joins.inputs ? joinInputsGlsl : ''}
${activateGlsl(activationGlsl[activation])}
${dropout ? dropoutGlsl(replicas) : ''}
${outputsGlsl(2 * rows)}
void main() {
  ${blockGlsl(fold)}
  ${joinsAny ? 'bool isOwn = pixel.x >= places.z;\n  if (!isOwn) { group = 0; turns = 1; }' : ''}
  ${joins.inputs ? `int inputGroup = ((pixel.x - joint.x) << ${fold}) + (pixel.y & ${fold});` : ''}
  ${affineGlsl(shape, source, 1)}
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
  ${writeBlock(shape)}
  ${
    joins.activations
      ? `ivec2 there = ivec2(pixel.x - joint.y, pixel.y);
  if (!isOwn && there.x >= 0) { ${repeat(activationLayers(shape), copy, ' ')} }`
      : ''
  }
}`;
}
