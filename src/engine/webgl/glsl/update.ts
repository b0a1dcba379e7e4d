import {
  type BlockShape,
  finiteGlsl,
  headerGlsl,
  outputsGlsl,
  passGlsl,
  repeat,
  tileGlsl,
} from '#src/engine/webgl/glsl/common.ts';
import { gradientGlsl, type LayerKinds } from '#src/engine/webgl/glsl/gradient.ts';
import { optimizerConstantsGlsl, optimizerGlsl } from '#src/engine/webgl/glsl/optimizers.ts';
import {
  cellGlsl,
  rectangleGlsl,
  rectangleKinds,
  tilesVertex,
} from '#src/engine/webgl/glsl/tiles.ts';
import type { ClippingId, OptimizerId } from '#src/experiment/ids.ts';

/** What the optimiser's draw writes, and from what. */
export interface UpdateShape extends BlockShape {
  readonly replicas: number;
  /** Parameters and moments. */
  readonly slots: number;
  /** Takes the gradients of the draw before, or else sums them itself. */
  readonly split: boolean;
}

/** How gradients become steps. */
export interface UpdateRule {
  readonly optimizer: OptimizerId;
  readonly clipping: ClippingId;
  /** L1 or L2. */
  readonly penalized: boolean;
}

/**
 * What a replica's fragments share: its rates, the step's loss, and whether the replica holds still, because the loss is
 * not finite or one before was not.
 */
export function updateVertex(shape: UpdateShape, clipping: ClippingId): string {
  const { replicas, split } = shape;
  const byNorm = clipping === 'norm';
  return tilesVertex(
    replicas,
    `
uniform sampler2DArray state;
${byNorm ? 'uniform sampler2D norms;' : ''}
${split ? splitLossGlsl : fusedLossGlsl(shape)}
flat out float learningRate;
flat out float shrinkage;
flat out float bound; // clipping: by value at this, or by this factor
flat out int holds;
flat out vec4 sums;
flat out vec4 flags;
${finiteGlsl}${stateGlsl}`,
    `
  learningRate = pass.rates[replica].learningRate;
  shrinkage = pass.rates[replica].shrinkage;
  bound = pass.rates[replica].clipAt;
  ${byNorm ? 'float norm = texelFetch(norms, ivec2(0, replica), 0).x;\n  bound = norm > bound ? bound / norm : 1.0;' : ''}
  float loss = lossOf(replica);
  ivec2 texel = tileOrigin(replica);
  sums = sumsAfter(texelFetch(state, ivec3(texel, 0), 0), loss);
  flags = flagsAfter(texelFetch(state, ivec3(texel + ivec2(1, 0), 0), 0), loss);
  holds = int(flags.x);`,
  );
}

/** The optimiser's step on every weight of every layer and replica: from one state texture into the other. */
export function updateFragment(
  shape: UpdateShape,
  { optimizer, clipping, penalized }: UpdateRule,
  kinds: LayerKinds,
): string {
  const { weightRows, replicas, slots, split } = shape;
  const names = ['w', 'm', 'v'].slice(0, slots);
  const gradient = split ? sumOfSlices(weightRows) : gradientGlsl(shape, kinds);
  const clip = {
    none: () => '',
    value: (k: number) => `g${k} = clamp(g${k}, -bound, bound);`,
    norm: (k: number) => `g${k} *= bound;`,
  }[clipping];
  const pull = (k: number) =>
    penalized ? `if (row + ${k} < biasRow) g${k} += l2 * w + l1 * sign(w);` : '';
  const read = (k: number, s: number) =>
    `vec4 ${names[s]} = texelFetch(state, ivec3(at, ${s * weightRows + k}), 0), ${names[s]}0 = ${names[s]};`;
  const write = (k: number, s: number) =>
    `target${s * weightRows + k} = holds > 0 ? ${names[s]}0 : ${names[s]};`;
  const step = (k: number) => `
  {
    ${repeat(slots, (s) => read(k, s))}
    ${clip(k)}
    ${pull(k)}
    vec4 g = g${k};
    ${optimizerGlsl[optimizer]}
    ${repeat(slots, (s) => write(k, s))}
  }`;
  return `${headerGlsl}${passGlsl(replicas)}${rectangleGlsl}${gradient.head}
uniform sampler2DArray state;
${optimizerConstantsGlsl}
uniform float l1; // penalties pull weights, not the biases
uniform float l2;
flat in float learningRate;
flat in float shrinkage;
flat in float bound;
flat in int holds;
flat in vec4 sums;
flat in vec4 flags;
${outputsGlsl(slots * weightRows)}
void main() {
  ${cellGlsl(shape)}
  int begin = 0, end = pass.blocks;
  ${gradient.body}
  ${repeat(weightRows, step)}
  if (kind == ${rectangleKinds.state}) target0 = cell.x == 0 ? sums : flags;
}`;
}

/** `float lossOf(int replica)`, from the rows' losses. */
function fusedLossGlsl({ rowsPerBlock: rows }: BlockShape): string {
  return /* glsl */ `
uniform sampler2DArray losses;
uniform int lossX; // their column
uniform int fold;
float lossOf(int replica) {
  float loss = 0.0;
  int i = 0;
  do {
    vec4 four = texelFetch(losses, ivec3(lossX, (firstBlock + i) << fold, ${rows}), 0);
    loss += dot(four, vec4(pass.inverseBatchRows));
  } while (++i < pass.blocks);
  return loss;
}`;
}

/** `float lossOf(int replica)`, from what the gradients' draw left in each slice's state texels. */
const splitLossGlsl = /* glsl */ `
uniform sampler2DArray gradients;
uniform int slices;
float lossOf(int replica) {
  float loss = 0.0;
  int i = 0;
  do {
    loss += texelFetch(gradients, ivec3(tileOrigin(i * replicas + replica), 0), 0).x;
  } while (++i < slices);
  return loss;
}`;

/**
 * The state texels: (sum of the last 32 steps, of the last 1024, of the others; last loss) and (1: frozen; step of the
 * segment that first was not finite, or −1). Sums of sums keep float32 exact enough over any number of steps.
 */
const stateGlsl = /* glsl */ `
vec4 sumsAfter(vec4 sums, float loss) {
  int step = pass.stepInSegment;
  if (step == 0) sums = vec4(0);
  sums.x += loss * float(pass.batchRows);
  if ((step & 31) == 31) { sums.y += sums.x; sums.x = 0.0; }
  if ((step & 1023) == 1023) { sums.z += sums.y; sums.y = 0.0; }
  sums.w = loss;
  return sums;
}
vec4 flagsAfter(vec4 flags, float loss) {
  if (pass.stepInSegment == 0) flags.y = -1.0;
  if (!finite(loss)) flags.x = 1.0;
  if (flags.x > 0.0 && flags.y < 0.0) flags.y = float(pass.stepInSegment);
  return flags;
}`;

function sumOfSlices(weightRows: number): { head: string; body: string } {
  return {
    head: `${tileGlsl}
uniform sampler2DArray gradients;
uniform int slices;
uniform int replicas;`,
    body: `
  ivec2 inTile = at - tileOrigin(replica);
  ${repeat(weightRows, (k) => `vec4 g${k} = vec4(0);`)}
  int s = 0;
  do {
    ivec2 there = tileOrigin(s * replicas + replica) + inTile;
    ${repeat(weightRows, (k) => `g${k} += texelFetch(gradients, ivec3(there, ${k}), 0);`)}
  } while (++s < slices);`,
  };
}
