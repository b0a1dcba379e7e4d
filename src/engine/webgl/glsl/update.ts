import {
  type BlockShape,
  finiteGlsl,
  headerGlsl,
  outputsGlsl,
  repeat,
  stepGlsl,
} from '#src/engine/webgl/glsl/common.ts';
import { gradientGlsl, type LayerKinds, rectangleKinds } from '#src/engine/webgl/glsl/gradient.ts';
import { optimizerGlsl } from '#src/engine/webgl/glsl/optimizers.ts';
import { tilesVertex } from '#src/engine/webgl/glsl/tiles.ts';
import type { ClippingId, OptimizerId } from '#src/experiment/ids.ts';

export interface UpdateOptions {
  readonly shape: BlockShape;
  /** Parameters and moments. */
  readonly slots: number;
  readonly kinds: LayerKinds;
  readonly replicas: number;
  readonly optimizer: OptimizerId;
  readonly clipping: ClippingId;
  /** L1 or L2. */
  readonly penalised: boolean;
  /** Sums the gradients itself (`fused`), or takes those of the draw before. */
  readonly fused: boolean;
}

/**
 * What a replica's fragments share: its rates, the step's loss, and whether the replica holds still, because the loss is
 * not finite or one before was not. `stateY` = row of the state texels in a tile.
 */
export function updateVertex({ shape, replicas, clipping, fused }: UpdateOptions): string {
  const { rowsPerBlock: rows } = shape;
  const byNorm = clipping === 'norm';
  return tilesVertex(
    shape,
    replicas,
    `
uniform int stateY;
${byNorm ? 'uniform sampler2D norms;' : ''}
${fused ? 'uniform sampler2DArray losses;\nuniform int lossX;\nuniform int fold;' : 'uniform sampler2DArray gradients;\nuniform ivec2 slices;'}
flat out vec4 rates;
flat out float bound; // clipping: by value at this, or by this factor
flat out int holds;
flat out vec4 sums;
flat out vec4 flags;
${finiteGlsl}${stateGlsl}`,
    `
  vec4 own = replicaRates[replica];
  rates = vec4(own.xy, scale.zw);
  bound = own.z;
  ${byNorm ? 'float norm = texelFetch(norms, ivec2(0, replica), 0).x;\n  bound = norm > own.z ? own.z / norm : 1.0;' : ''}
  float loss = 0.0;
  int i = 0;
  ${
    fused
      ? `do {
    vec4 four = texelFetch(losses, ivec3(lossX, (replica * extent.y + i) << fold, ${rows}), 0);
    loss += dot(four, vec4(scale.y));
  } while (++i < extent.y);`
      : `do {
    ivec2 there = tileOrigin(i * slices.y + replica) + ivec2(0, stateY);
    loss += texelFetch(gradients, ivec3(there, 0), 0).x;
  } while (++i < slices.x);`
  }
  ivec2 texel = tileOrigin(replica) + ivec2(0, stateY);
  sums = sumsAfter(texelFetch(state, ivec3(texel, 0), 0), loss);
  flags = flagsAfter(texelFetch(state, ivec3(texel + ivec2(1, 0), 0), 0), loss);
  holds = int(flags.x);`,
  );
}

/** The optimiser's step on every weight of every layer and replica: from one state texture into the other. */
export function updateFragment(options: UpdateOptions): string {
  const { shape, slots, kinds, replicas, optimizer, clipping, penalised, fused } = options;
  const { weightRows } = shape;
  const names = ['w', 'm', 'v'].slice(0, slots);
  const gradient = fused ? gradientGlsl(shape, kinds) : sumOfSlices(weightRows);
  const clip = {
    none: () => '',
    value: (k: number) => `g${k} = clamp(g${k}, -bound, bound);`,
    norm: (k: number) => `g${k} *= bound;`,
  }[clipping];
  // Penalties pull weights, not the biases in the last row.
  const pull = (k: number) =>
    penalised ? `if (row + ${k} < source.z) g${k} += penalties.x * w + penalties.y * sign(w);` : '';
  const step = (k: number) => `
  {
    ${repeat(slots, (s) => `vec4 ${names[s]} = texelFetch(state, ivec3(at, ${s * weightRows + k}), 0), ${names[s]}0 = ${names[s]};`)}
    ${clip(k)}
    ${pull(k)}
    vec4 g = g${k};
    ${optimizerGlsl[optimizer]}
    ${repeat(slots, (s) => `target${s * weightRows + k} = holds > 0 ? ${names[s]}0 : ${names[s]};`)}
  }`;
  return `${headerGlsl}${stepGlsl(replicas)}${gradient.head}
uniform sampler2DArray state;
uniform vec2 mixing;
uniform vec2 rest;
uniform float epsilon;
uniform vec2 penalties; // L2, L1
flat in vec4 rates;
flat in float bound;
flat in int holds;
flat in vec4 sums;
flat in vec4 flags;
${outputsGlsl(slots * weightRows)}
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  int begin = 0, end = extent.y;
  ${gradient.body}
  ${repeat(weightRows, step)}
  if (kind == ${rectangleKinds.state}) target0 = cell.x == 0 ? sums : flags;
}`;
}

/**
 * The state texels: (sum of the last 32 steps, of the last 1024, of the others; last loss) and (1: frozen; step of the
 * segment that first was not finite, or −1). Sums of sums keep float32 exact enough over any number of steps.
 */
const stateGlsl = /* glsl */ `
vec4 sumsAfter(vec4 sums, float loss) {
  int step = progress.x;
  if (step == 0) sums = vec4(0);
  sums.x += loss * float(progress.y);
  if ((step & 31) == 31) { sums.y += sums.x; sums.x = 0.0; }
  if ((step & 1023) == 1023) { sums.z += sums.y; sums.y = 0.0; }
  sums.w = loss;
  return sums;
}
vec4 flagsAfter(vec4 flags, float loss) {
  if (progress.x == 0) flags.y = -1.0;
  if (!finite(loss)) flags.x = 1.0;
  if (flags.x > 0.0 && flags.y < 0.0) flags.y = float(progress.x);
  return flags;
}`;

function sumOfSlices(weightRows: number): { head: string; body: string } {
  return {
    head: `
uniform sampler2DArray gradients;
uniform ivec3 tiles;
uniform ivec2 slices; // slices, replicas
flat in ivec4 origin;
flat in ivec3 source;
flat in ivec2 part;
ivec2 tileOrigin(int tile) {
  int column = tile / tiles.z;
  return ivec2(column * tiles.x, (tile - column * tiles.z) * tiles.y);
}`,
    body: `
  int kind = origin.z;
  ivec2 cell = at - origin.xy;
  int row = cell.y * ${weightRows};
  ivec2 inTile = at - tileOrigin(part.x);
  ${repeat(weightRows, (k) => `vec4 g${k} = vec4(0);`)}
  int s = 0;
  do {
    ivec2 there = tileOrigin(s * slices.y + part.x) + inTile;
    ${repeat(weightRows, (k) => `g${k} += texelFetch(gradients, ivec3(there, ${k}), 0);`)}
  } while (++s < slices.x);`,
  };
}
