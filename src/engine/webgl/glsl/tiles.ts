import {
  type BlockShape,
  headerGlsl,
  stepGlsl,
  weightsGlsl,
} from '#src/engine/webgl/glsl/common.ts';

/** Most rectangles in a tile: eight hidden layers, the output layer and the two state texels. */
export const mostRectangles = 10;

/**
 * Rectangles of a tile, two triangles for each and every replica (and slice): the cells of all layers in one draw, each
 * knowing its layer without looking for it. What a replica shares comes along from here, so that fragments do not work
 * it out again: `declarations` and `assignments` are for that. (Instances would do the same, but a software renderer
 * takes each for a draw.)
 *
 * - `rectangles` = first row, width, height in the tile; kind
 * - `sources` = first column of the layer's inputs in their texture (0 where it is the data), of its deltas; inputs (the bias's row)
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
flat out ivec3 source;
flat out ivec2 part;
${declarations}
void main() {
  int number = gl_VertexID / 6;
  int vertex = gl_VertexID - 6 * number; // of two triangles: 0 1 2, 1 2 3
  int place = vertex < 3 ? vertex : vertex - 2;
  int tileIndex = number / counts.x;
  int index = number - tileIndex * counts.x;
  int slice = tileIndex / counts.y;
  int replica = tileIndex - slice * counts.y;
  ivec4 rectangle = rectangles[index];
  ivec2 corner = tileOrigin(tileIndex) + ivec2(0, rectangle.x);
  origin = ivec4(corner, rectangle.w, replica * extent.y);
  source = sources[index];
  part = ivec2(replica, slice);
  ${assignments}
  vec2 reach = vec2(place & 1, place >> 1);
  // A rectangle in the target's far corner takes one triangle that reaches beyond: no diagonal to draw twice.
  if (vec2(corner + rectangle.yz) == targetSize) {
    reach = vertex < 3 ? 2.0 * reach : vec2(0);
  }
  vec2 pixel = vec2(corner) + vec2(rectangle.yz) * reach;
  gl_Position = vec4(2.0 * pixel / targetSize - 1.0, 0, 1);
}`;
}
