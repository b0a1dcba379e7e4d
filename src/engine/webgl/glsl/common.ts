/**
 * What every program shares. `repeat` unrolls: GLSL arrays with loops over them are slow where a driver keeps them in
 * memory, so rows of a block and rows of a cell are variables of their own (`z0`, `z1`, …).
 */

/** Numbers that compile into a program; all other shapes are uniforms. */
export interface BlockShape {
  readonly rowsPerBlock: number;
  readonly weightRows: number;
}

/** Width of textures that are addressed by one index (data, order), as a power of two. */
export const lineShift = 11;

export function repeat(count: number, line: (index: number) => string, separator = '\n'): string {
  return Array.from({ length: count }, (_, index) => line(index)).join(separator);
}

export const headerGlsl = /* glsl */ `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp usampler2D;
precision highp sampler2DArray;
`;

/**
 * One record of the step table, std140; `step-table.ts` fills it.
 *
 * @param replicas declares the replicas' rates, which follow the record; 0: leaves them out
 */
export function stepGlsl(replicas = 0): string {
  return /* glsl */ `
layout(std140) uniform Step {
  ivec4 extent;   // rows in this pass; blocks; first row within the batch; 1: inference
  ivec4 inputsAt; // texel of the first row's inputs; stride a replica; texel of its targets; stride a replica
  ivec4 moment;   // place of the pass in the order; stride a replica; dropout counter; first replica
  ivec4 progress; // step within the segment; rows of the batch; 1: adds to the gradients of the pass before; unused
  vec4 scale;     // 1 / blocks; 1 / rows of the batch; 1 / (1 − β₁ᵗ); 1 / (1 − β₂ᵗ)
  ${replicas > 0 ? `vec4 replicaRates[${replicas}]; // learning rate; 1 − ηλ; clipping bound; unused` : ''}
};
// ⌊a / b⌋ from 1 / b, for the sizes of textures.
int quotient(int a, float inverse) { return int((float(a) + 0.5) * inverse); }
`;
}

/** One triangle that covers the viewport; needs no vertex data. */
export const coveringVertex = `${headerGlsl}
void main() {
  gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0, 0, 1);
}`;

export const linesGlsl = /* glsl */ `
ivec2 line(int index) { return ivec2(index & ${2 ** lineShift - 1}, index >> ${lineShift}); }
`;

/** Non-finite numbers by their bits: a compiler may take `isnan` and `x != x` for false. */
export const finiteGlsl = /* glsl */ `
bool finite(float x) { return (floatBitsToUint(x) & 0x7f800000u) != 0x7f800000u; }
`;

export function outputsGlsl(count: number): string {
  return repeat(count, (i) => `layout(location = ${i}) out vec4 target${i};`);
}

/**
 * Groups of units take 2^fold rows of a texture in turn: where group g of a layer is, whose first column is x, in row y
 * of blocks; and which group a pixel is for.
 */
export const groupsGlsl = /* glsl */ `
uniform int fold;
ivec2 groupAt(int x, int g, int y) {
  return ivec2(x + (g >> fold), (y << fold) + (g & ((1 << fold) - 1)));
}
int groupOf(ivec2 pixel, int x) {
  return ((pixel.x - x) << fold) + (pixel.y & ((1 << fold) - 1));
}`;

/** Where a replica's tile is in the state texture, and its cells. `tiles` = width, height, tiles a column. */
export function weightsGlsl({ weightRows }: BlockShape): string {
  const cells = 4 / weightRows;
  return /* glsl */ `
uniform sampler2DArray state;
uniform ivec3 tiles;
ivec2 tileOrigin(int tile) {
  if (tile < tiles.z) return ivec2(0, tile * tiles.y);
  int column = tile / tiles.z;
  return ivec2(column * tiles.x, (tile - column * tiles.z) * tiles.y);
}
// Four inputs × four units: column c of the matrix is the c-th input. @param cell that of input 4k: (x, y + k·${cells})
mat4 weightsAt(ivec2 cell) {
  return mat4(
    ${repeat(4, (c) => weightAt({ weightRows }, 'cell', c), ',\n    ')});
}
const int cells = ${cells};`;
}

/** The weights of four units for one input, the c-th from that of `cell` on. */
export function weightAt({ weightRows }: Pick<BlockShape, 'weightRows'>, cell: string, c: number) {
  const [row, layer] = [Math.floor(c / weightRows), c % weightRows];
  return `texelFetch(state, ivec3(${cell}.x, ${cell}.y + ${row}, ${layer}), 0)`;
}
