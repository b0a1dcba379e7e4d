import { type BlockShape, headerGlsl, passGlsl, tileGlsl } from '#src/engine/webgl/glsl/common.ts';

/** Most rectangles in a tile: eight hidden layers, the output layer and the two state texels. */
export const mostRectangles = 14;

/** Kinds of rectangles: a layer whose inputs are read from the data, any other layer, and the state texels. */
export const rectangleKinds = { data: 0, layer: 1, state: 2 } as const;

/**
 * Rectangles of a tile, two triangles for each and every replica (and slice): the cells of all layers in one draw, each
 * knowing its layer without looking for it. What a replica shares comes along from here, so that fragments do not work
 * it out again: `declarations` and `assignments` are for that. (Instances would do the same, but a software renderer
 * takes each for a draw.)
 */
export function tilesVertex(replicas = 0, declarations = '', assignments = ''): string {
  return `${headerGlsl}${passGlsl(replicas)}${tileGlsl}
struct Rectangle {
  int y;      // in the tile
  int width;
  int height;
  int kind;
  int inputX; // first column of the layer's inputs in their texture; 0 where it is the data
  int deltaX; // first column of its deltas
  int inputs;
};
uniform Rectangle rectangles[${mostRectangles}];
uniform int rectangleCount; // in a tile
uniform int replicas;
uniform vec2 targetSize;
flat out ivec2 corner;
flat out int kind;
flat out int inputX;
flat out int deltaX;
flat out int biasRow;
flat out int replica;
flat out int slice;
flat out int firstBlock;
${declarations}
void main() {
  int number = gl_VertexID / 6;
  int vertex = gl_VertexID - 6 * number; // of two triangles: 0 1 2, 1 2 3
  int place = vertex < 3 ? vertex : vertex - 2;
  int tileIndex = number / rectangleCount;
  Rectangle rectangle = rectangles[number - tileIndex * rectangleCount];
  slice = tileIndex / replicas;
  replica = tileIndex - slice * replicas;
  firstBlock = replica * pass.blocks;
  corner = tileOrigin(tileIndex) + ivec2(0, rectangle.y);
  kind = rectangle.kind;
  inputX = rectangle.inputX;
  deltaX = rectangle.deltaX;
  biasRow = rectangle.inputs;
  ${assignments}
  vec2 size = vec2(rectangle.width, rectangle.height);
  vec2 reach = vec2(place & 1, place >> 1);
  // A rectangle in the target's far corner takes one triangle that reaches beyond: no diagonal to draw twice.
  if (vec2(corner) + size == targetSize) {
    reach = vertex < 3 ? 2.0 * reach : vec2(0);
  }
  vec2 pixel = vec2(corner) + size * reach;
  gl_Position = vec4(2.0 * pixel / targetSize - 1.0, 0, 1);
}`;
}

/**
 * What a fragment knows of its rectangle: lower left corner and kind; of the layer, first columns of inputs and deltas,
 * and the input that stands for the biases; the replica, and the first of its blocks.
 */
export const rectangleGlsl = /* glsl */ `
flat in ivec2 corner;
flat in int kind;
flat in int inputX;
flat in int deltaX;
flat in int biasRow;
flat in int replica;
flat in int firstBlock;`;

/** The `cell` that a fragment is for, and its first input, `row`. */
export function cellGlsl({ weightRows }: BlockShape): string {
  return /* glsl */ `
  ivec2 at = ivec2(gl_FragCoord.xy);
  ivec2 cell = at - corner;
  int row = cell.y * ${weightRows};`;
}
