import { activateGlsl, activationGlsl, functionsGlsl } from '#src/engine/webgl/glsl/activations.ts';
import {
  activationLayers,
  affineGlsl,
  blockGlsl,
  type InputSource,
  inputsGlsl,
  rowsGlsl,
  writeBlock,
} from '#src/engine/webgl/glsl/blocks.ts';
import {
  type BlockShape,
  groupsGlsl,
  headerGlsl,
  layersGlsl,
  outputsGlsl,
  passGlsl,
  quotientGlsl,
  repeat,
  weightAt,
  weightsGlsl,
} from '#src/engine/webgl/glsl/common.ts';
import { dropoutGlsl } from '#src/engine/webgl/glsl/dropout.ts';
import type { ActivationId } from '#src/experiment/ids.ts';

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

/** What a draw copies into columns before its own, so that its texture becomes the joint one (see `columns.ts`). */
const jointGlsl = /* glsl */ `
struct Joint {
  int inputX;      // first column of the network's inputs
  int otherX;      // first column of the other texture's activations
  int inputGroups; // texels of a row of the network's inputs
};
uniform Joint joint;`;

/** Texel `texel` of the inputs of the row at a position of the pass. */
const inputsOfGlsl = /* glsl */ `
vec4 inputsOf(int replica, int position, int texels, int texel) {
  int row = pass.inputsAt + replica * pass.inputsStride + texels * rowAt(replica, position);
  return texelFetch(inputs, line(row + texel), 0);
}`;

/** `void hiddenBefore(int k)` leaves group k of the layer before in `beforeA0…` and `beforeSlope0…`, of each row. */
function beforeGlsl(
  shape: BlockShape,
  { activation, dropout, inputs }: HiddenLayer & { inputs: number },
) {
  const { rowsPerBlock: rows } = shape;
  const lanes = inputs + 1;
  const z = (r: number) => repeat(lanes, (c) => `w${c} * beforeX${r}[${c}]`, ' + ');
  const drop = (r: number) =>
    `if (pass.inference == 0) drop(dropoutBefore, beforeKey, beforeRow + ${r}, 4 * k, beforeA${r}, beforeSlope${r});`;
  return `
ivec2 beforeCorner;
${dropout ? 'uint beforeKey;\nint beforeRow;' : ''}
${repeat(rows, (r) => `vec4 beforeX${r}, beforeA${r}, beforeSlope${r};`)}
${activateGlsl(activationGlsl(activation), 'activateBefore')}
void hiddenBefore(int k) {
  ivec2 cell = ivec2(beforeCorner.x + k, beforeCorner.y);
  ${repeat(lanes, (c) => `vec4 w${c} = ${weightAt(shape, 'cell', c)};`)}
  ivec4 unit = 4 * k + ivec4(0, 1, 2, 3);
  bvec4 present = lessThan(unit, ivec4(before.units));
  vec4 absent = vec4(equal(unit, ivec4(before.units)));
  ${repeat(
    rows,
    (r) => `activateBefore(${z(r)}, beforeA${r}, beforeSlope${r});
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
    dropout
      ? `if (pass.inference == 0) drop(dropout, key, first + ${r}, 4 * group, a${r}, slope${r});`
      : '';
  const copyInputs = (r: number) =>
    joins.inputs
      ? `if (pixel.x < joint.otherX) a${r} = inputsOf(replica, block * ${rows} + ${r}, joint.inputGroups, groupOf(pixel, joint.inputX));`
      : '';
  const copy = (i: number) => `target${i} = texelFetch(activations, ivec3(there, ${i}), 0);`;
  const startBefore = before
    ? `beforeCorner = ivec2(corner.x, corner.y + before.weightsY);
  ${repeat(rows, (r) => `beforeX${r} = inputsOf(replica, block * ${rows} + ${r}, 1, 0);`)}
  ${before.dropout ? `beforeRow = pass.firstRow + block * ${rows};\n  beforeKey = dropoutKey(replica, pass.stepsBefore, before.index);` : ''}`
    : '';
  const ownBefore = before
    ? `if (isBefore) {
    hiddenBefore(groupOf(pixel, before.activationX));
    ${repeat(rows, (r) => `a${r} = beforeA${r};\n    slope${r} = beforeSlope${r};`)}
  }`
    : '';
  const startDropout = dropout
    ? `int first = pass.firstRow + block * ${rows};
  uint key = dropoutKey(replica, pass.stepsBefore, layer.index);`
    : '';
  return `${headerGlsl}${passGlsl()}${quotientGlsl}${weightsGlsl(shape)}
${layersGlsl('layer', ...(before ? ['before'] : []))}
${groupsGlsl}
${readsData ? `${inputsGlsl('data')}\n${rowsGlsl}\n${inputsOfGlsl}` : ''}
${source === 'activations' || joins.activations ? inputsGlsl('activations') : ''}
${joins.inputs || joins.activations ? jointGlsl : ''}
${functionsGlsl(activationGlsl(activation), before && activationGlsl(before.activation))}
${activateGlsl(activationGlsl(activation))}
${dropout || before?.dropout ? dropoutGlsl(replicas) : ''}
${before ? beforeGlsl(shape, before) : ''}
${outputsGlsl(2 * rows)}
void main() {
  ${blockGlsl()}
  bool isOwn = pixel.x >= layer.activationX;
  ${before ? 'bool isBefore = !isOwn && pixel.x >= before.activationX;' : ''}
  int group = isOwn ? groupOf(pixel, layer.activationX) : 0;
  int turns = isOwn && group < layer.unitGroups ? layer.inputGroups : 1; // other sums are not asked for
  ${startBefore}
  ${affineGlsl(shape, before ? 'before' : source, 'layer', 1)}
  // Behind the last unit stands the 1 that the next layer's biases are multiplied by.
  ivec4 unit = 4 * group + ivec4(0, 1, 2, 3);
  bvec4 present = lessThan(unit, ivec4(layer.units));
  vec4 absent = vec4(equal(unit, ivec4(layer.units)));
  ${startDropout}
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
      ? `ivec2 there = ivec2(pixel.x - joint.otherX, pixel.y);
  if (!isOwn && there.x >= 0) { ${repeat(activationLayers(shape), copy, ' ')} }`
      : ''
  }
}`;
}
