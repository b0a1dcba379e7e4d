import { passFields, rateFields } from '#src/engine/gpu/pass-records.ts';

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
 * `pass`: one record of the step table, std140.
 *
 * @param replicas declares the replicas' rates, which follow the record; 0: leaves them out
 */
export function passGlsl(replicas = 0): string {
  const rates = `struct Rates {
  ${membersOf(rateFields)}
};`;
  return /* glsl */ `
${replicas > 0 ? rates : ''}
layout(std140) uniform Pass {
  ${membersOf(passFields)}
  ${replicas > 0 ? `Rates rates[${replicas}];` : ''}
} pass;`;
}

/** ⌊a / b⌋ from 1 / b, for the sizes of textures. */
export const quotientGlsl = /* glsl */ `
int quotient(int a, float inverse) { return int((float(a) + 0.5) * inverse); }`;

function membersOf(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, type]) => `${type} ${name};`)
    .join('\n');
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

/** Where a replica's tile is in a texture; `tileOrigin` of `src/engine/gpu/tiles.ts`. */
export const tileGlsl = /* glsl */ `
struct Tile {
  int width;
  int height;
  int perColumn;
};
uniform Tile tile;
ivec2 tileOrigin(int index) {
  if (index < tile.perColumn) return ivec2(0, index * tile.height);
  int column = index / tile.perColumn;
  return ivec2(column * tile.width, (index - column * tile.perColumn) * tile.height);
}`;

/** The weights in a replica's tile, by cells. */
export function weightsGlsl({ weightRows }: BlockShape): string {
  const cells = 4 / weightRows;
  return /* glsl */ `${tileGlsl}
uniform sampler2DArray state;
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

/** A layer's sizes and places, as uniforms of these names. */
export function layersGlsl(...names: readonly string[]): string {
  return /* glsl */ `
struct Layer {
  int inputGroups; // texels of a row of inputs, with the 1 behind them
  int unitGroups;  // texels of a row of units
  int units;
  int index;
  int weightsY;    // first row of its cells in the tile
  int inputX;      // first column of its inputs in their texture
  int activationX; // first column of its activations and slopes
  int deltaX;      // first column of its deltas
};
${names.map((name) => `uniform Layer ${name};`).join('\n')}`;
}
