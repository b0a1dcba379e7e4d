import type { ClippingId, OptimizerId } from '#src/experiment/ids.ts';
import {
  type BlockShape,
  brokenGlsl,
  finiteGlsl,
  headerGlsl,
  outputsGlsl,
  repeat,
  stepGlsl,
} from './common.ts';
import { gradientGlsl, rectangleKinds, tilesVertex } from './gradient.ts';
import { optimizerGlsl } from './optimizers.ts';

export interface UpdateOptions {
  readonly shape: BlockShape;
  /** Parameters and moments. */
  readonly slots: number;
  /** Layers of the network. */
  readonly depth: number;
  readonly replicas: number;
  readonly optimizer: OptimizerId;
  readonly clipping: ClippingId;
  /** Sums the gradients itself (`fused`), or takes those of the draw before. */
  readonly fused: boolean;
}

/** `stateY` = row of the state texels in a tile. */
export function updateVertex({ shape, replicas, clipping }: UpdateOptions): string {
  const byNorm = clipping === 'norm';
  return tilesVertex(
    shape,
    replicas,
    `
uniform int stateY;
${byNorm ? 'uniform sampler2D norms;' : ''}
flat out vec4 rates;
flat out float bound; // clipping: by value at this, or by this factor
flat out float isFrozen;`,
    `
  vec4 own = replicaRates[replica];
  rates = vec4(own.xy, scale.zw);
  isFrozen = texelFetch(state, ivec3(tileOrigin(replica) + ivec2(1, stateY), 0), 0).x;
  bound = own.z;
  ${byNorm ? 'float norm = texelFetch(norms, ivec2(0, replica), 0).x;\n  bound = norm > own.z ? own.z / norm : 1.0;' : ''}`,
  );
}

/**
 * The optimiser's step on every weight of every layer and replica: from one state texture into the other. A broken or
 * frozen replica stays as it is. Running sums and flags of `report.ts` are kept in the state rectangle.
 */
export function updateFragment(options: UpdateOptions): string {
  const { shape, slots, depth, replicas, optimizer, clipping, fused } = options;
  const { weightRows } = shape;
  const names = ['w', 'm', 'v'].slice(0, slots);
  const gradient = fused ? gradientGlsl(shape, depth) : sumOfSlices(weightRows);
  const clip = {
    none: () => '',
    value: (k: number) => `g${k} = clamp(g${k}, -bound, bound);`,
    norm: (k: number) => `g${k} *= bound;`,
  }[clipping];
  const step = (k: number) => `
  {
    ${names.map((name, s) => `vec4 ${name} = texelFetch(state, ivec3(at, ${s * weightRows + k}), 0), ${name}0 = ${name};`).join('\n    ')}
    ${clip(k)}
    // Penalties pull weights, not the biases in the last row.
    if (row + ${k} < source.z) g${k} += penalties.x * w + penalties.y * sign(w);
    optimise(${[...names, `g${k}`].join(', ')});
    ${names.map((name, s) => `target${s * weightRows + k} = holds ? ${name}0 : ${name};`).join('\n    ')}
  }`;
  return `${headerGlsl}${stepGlsl(replicas)}${fused ? gradient.head : `${gradient.head}${brokenGlsl}`}${finiteGlsl}
uniform sampler2DArray state;
uniform vec2 mixing;
uniform vec2 rest;
uniform float epsilon;
uniform vec2 penalties; // L2, L1
flat in vec4 rates;
flat in float bound;
flat in float isFrozen;
${outputsGlsl(slots * weightRows)}
void optimise(${[...names.map((name) => `inout vec4 ${name}`), 'vec4 g'].join(', ')}) {
  ${optimizerGlsl[optimizer]}
}
${stateGlsl}
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  int begin = 0, end = extent.y;
  ${gradient.body}
  bool holds = isBroken || isFrozen > 0.0;
  if (kind == ${rectangleKinds.state}) {
    vec4 sums = texelFetch(state, ivec3(origin.xy, 0), 0);
    vec4 flags = texelFetch(state, ivec3(origin.xy + ivec2(1, 0), 0), 0);
    target0 = cell.x == 0 ? sumsAfter(sums, loss) : flagsAfter(flags, loss);
    return;
  }
  ${repeat(weightRows, step)}
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
flat in ivec4 source;
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
  bool isBroken = false;
  ${repeat(weightRows, (k) => `vec4 g${k} = vec4(0);`)}
  for (int s = 0; s < slices.x; ++s) {
    ivec2 there = tileOrigin(s * slices.y + part.x) + inTile;
    ${repeat(weightRows, (k) => `vec4 slice${k} = texelFetch(gradients, ivec3(there, ${k}), 0); g${k} += slice${k};`)}
    isBroken = isBroken || slice0.x >= broken;
  }
  float loss = g0.x;`,
  };
}
