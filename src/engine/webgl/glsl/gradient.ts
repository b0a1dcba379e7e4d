import { isTransposed, rowsGlsl } from './blocks.ts';
import {
  type BlockShape,
  brokenGlsl,
  headerGlsl,
  outputsGlsl,
  repeat,
  stepGlsl,
  weightsGlsl,
} from './common.ts';

/** Most rectangles in a tile: eight hidden layers, the output layer and the two state texels. */
export const mostRectangles = 10;

/**
 * Rectangles of a tile, one instance a rectangle and replica (and slice): fragments of all layers in one draw, each
 * knowing its layer without looking for it. What a replica shares comes along from here, so that fragments do not fetch
 * it again: `declarations` and `assignments` are for that.
 *
 * - `rectangles` = first row, width, height in the tile; kind
 * - `sources` = first column of the layer's inputs in their texture (data: 0), of its deltas; inputs (the bias's row)
 */
export function tilesVertex(
  shape: BlockShape,
  replicas = 0,
  declarations = '',
  assignments = '',
): string {
  return `${headerGlsl}${stepGlsl(replicas)}${weightsGlsl(shape)}
uniform ivec4 rectangles[${mostRectangles}];
uniform ivec3 sources[${mostRectangles}];
uniform ivec2 counts; // rectangles in a tile, replicas
uniform vec2 targetSize;
flat out ivec4 origin;
flat out ivec4 source;
flat out ivec2 part;
${declarations}
void main() {
  int tileIndex = gl_InstanceID / counts.x;
  int index = gl_InstanceID - tileIndex * counts.x;
  int slice = tileIndex / counts.y;
  int replica = tileIndex - slice * counts.y;
  ivec4 rectangle = rectangles[index];
  ivec2 corner = tileOrigin(tileIndex) + ivec2(0, rectangle.x);
  origin = ivec4(corner, rectangle.w, replica * extent.y);
  source = ivec4(sources[index], 0);
  part = ivec2(replica, slice);
  ${assignments}
  vec2 pixel = vec2(corner) + vec2(rectangle.yz) * vec2(gl_VertexID & 1, gl_VertexID >> 1);
  gl_Position = vec4(2.0 * pixel / targetSize - 1.0, 0, 1);
}`;
}

/** Kinds of rectangles, by where the layer's inputs and deltas are. */
export const rectangleKinds = { first: 0, odd: 1, even: 2, state: 3 } as const;

/**
 * Sums of a cell's gradient over the blocks `begin` ≤ b < `end` of the fragment's replica, and of the rows' losses in
 * state rectangles. Declares `g0…` (four units each), `isBroken`, and `loss`. Every loop but one runs zero times.
 *
 * @param depth layers of the network: kinds that it does not have are left out
 */
export function gradientGlsl(shape: BlockShape, depth: number): { head: string; body: string } {
  const { rowsPerBlock: rows, weightRows } = shape;
  const deltas = (name: string) =>
    repeat(rows, (r) => `vec4 d${r} = texelFetch(${name}, ivec3(delta, y, ${r}), 0);`) +
    `\n    mark = max(mark, ${worst(rows)});`;
  const fromData = `
    ${repeat(rows, (r) => `vec4 x${r} = texelFetch(inputs, line(inputsAt.x + part.x * inputsAt.y + groups * rowAt(part.x, b * ${rows} + ${r}) + texel), 0);`)}
    ${byRows(rows, weightRows)}`;
  const fromActivations = (name: string) =>
    isTransposed(shape)
      ? repeat(
          weightRows,
          (k) => `vec4 u${k} = texelFetch(${name}, ivec3(source.x + texel, y, lane + ${k}), 0);
    g${k} += u${k}.x * d0 + u${k}.y * d1 + u${k}.z * d2 + u${k}.w * d3;`,
        )
      : `${repeat(rows, (r) => `vec4 x${r} = texelFetch(${name}, ivec3(source.x + texel, y, ${r}), 0);`)}
    ${byRows(rows, weightRows)}`;
  const loop = (kind: number, deltaTexture: string, body: string) => `
  for (int b = begin; b < (kind == ${kind} ? end : begin); ++b) {
    int y = origin.w + b;
    ${deltas(deltaTexture)}
    ${body}
  }`;
  const { first, odd, even, state } = rectangleKinds;
  return {
    head: `
uniform sampler2D inputs;
uniform sampler2DArray deltas0;
${depth > 1 ? 'uniform sampler2DArray activations0;\nuniform sampler2DArray deltas1;' : ''}
${depth > 2 ? 'uniform sampler2DArray activations1;' : ''}
uniform int lossX; // column of the losses in the last layer's delta texture
flat in ivec4 origin;
flat in ivec4 source;
flat in ivec2 part;
${brokenGlsl}${rowsGlsl}`,
    body: `
  int kind = origin.z;
  ivec2 cell = ivec2(gl_FragCoord.xy) - origin.xy;
  int row = cell.y * ${weightRows};
  int texel = row >> 2, lane = row & 3;
  int delta = source.y + cell.x;
  int groups = (source.z + 4) >> 2;
  float mark = 0.0, loss = 0.0;
  ${repeat(weightRows, (k) => `vec4 g${k} = vec4(0);`)}
  ${loop(first, 'deltas0', fromData)}
  ${depth > 1 ? loop(odd, 'deltas1', fromActivations('activations0')) : ''}
  ${depth > 2 ? loop(even, 'deltas0', fromActivations('activations1')) : ''}
  for (int b = begin; b < (kind == ${state} ? end : begin); ++b) {
    vec4 losses = texelFetch(deltas${(depth - 1) % 2}, ivec3(lossX, origin.w + b, ${rows}), 0);
    loss += dot(losses, vec4(scale.y));
  }
  bool isBroken = mark >= broken;`,
  };
}

function byRows(rows: number, weightRows: number): string {
  return repeat(
    weightRows,
    (k) =>
      `g${k} += ${repeat(rows, (r) => `x${r}[${weightRows === 4 ? k : `lane + ${k}`}] * d${r}`, ' + ')};`,
  );
}

function worst(rows: number): string {
  const marks = Array.from({ length: rows }, (_, r) => `d${r}.x`);
  return marks.reduce((a, b) => `max(${a}, ${b})`);
}

/**
 * A draw of its own that leaves the gradients of each slice: the split path, and whenever the norm is wanted.
 *
 * @param accumulates adds to the gradients of the batch's pass before, which are at `gradients`
 */
export function gradientFragment(shape: BlockShape, depth: number, accumulates: boolean): string {
  const { weightRows } = shape;
  const { head, body } = gradientGlsl(shape, depth);
  return `${headerGlsl}${stepGlsl()}${head}
${accumulates ? 'uniform sampler2DArray gradients;' : ''}
uniform int sliceBlocks;
${outputsGlsl(weightRows)}
void main() {
  int begin = min(part.y * sliceBlocks, extent.y);
  int end = min(begin + sliceBlocks, extent.y);
  ${body}
  ivec2 at = ivec2(gl_FragCoord.xy);
  bool stops = kind != ${rectangleKinds.state}; // a loss may be anything
  if (!stops) g0 = vec4(loss);
  ${repeat(
    weightRows,
    (k) => `vec4 before${k} = vec4(0);
  ${accumulates ? `if (progress.z == 1) before${k} = texelFetch(gradients, ivec3(at, ${k}), 0);` : ''}
  target${k} = isBroken || stops && before${k}.x >= broken ? vec4(broken) : g${k} + before${k};`,
  )}
}`;
}
