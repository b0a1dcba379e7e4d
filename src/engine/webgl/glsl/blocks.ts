import { type BlockShape, linesGlsl, repeat } from '#src/engine/webgl/glsl/common.ts';

/**
 * Blocks of activations in their texture array. With four rows to a block they are kept transposed — array layer u is
 * unit u of the group, its four components the rows — because the gradient wants single units over all rows; with
 * fewer rows array layer r is row r.
 */
export function isTransposed({ rowsPerBlock }: BlockShape): boolean {
  return rowsPerBlock === 4;
}

/** Array layers that hold activations; as many hold slopes behind them. */
export function activationLayers({ rowsPerBlock }: BlockShape): number {
  return rowsPerBlock;
}

/** Statements that write the rows `a0…` and `slope0…` to the render targets of an activation texture. */
export function writeBlock(shape: BlockShape): string {
  const { rowsPerBlock } = shape;
  return repeat(rowsPerBlock, (i) => {
    const unit = `vec4(${repeat(rowsPerBlock, (r) => `a${r}[${i}]`, ', ')})`;
    return `target${i} = ${isTransposed(shape) ? unit : `a${i}`};
    target${rowsPerBlock + i} = slope${i};`;
  });
}

/** Statements that read four inputs of each row of the block at `at` (ivec2) into `x0…`, from `activations`. */
export function readBlock(shape: BlockShape): string {
  const { rowsPerBlock } = shape;
  const fetch = (i: number) => `texelFetch(activations, ivec3(at, ${i}), 0)`;
  if (!isTransposed(shape)) return repeat(rowsPerBlock, (r) => `vec4 x${r} = ${fetch(r)};`);
  return [
    `mat4 units = mat4(${repeat(4, fetch, ', ')});`,
    repeat(
      4,
      (r) => `vec4 x${r} = vec4(units[0][${r}], units[1][${r}], units[2][${r}], units[3][${r}]);`,
    ),
  ].join('\n');
}

/** The rows of a block in the data: through the epoch's order in training, as they lie in inference. */
export const rowsGlsl = /* glsl */ `
uniform usampler2D order;
${linesGlsl}
// The pass's last row stands in for those that a short batch leaves empty.
int rowAt(int replica, int position) {
  int place = min(position, extent.x - 1);
  if (extent.w == 1) return place;
  return int(texelFetch(order, line(moment.x + replica * moment.y + place), 0).x);
}`;
