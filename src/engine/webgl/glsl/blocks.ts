import { type BlockShape, linesGlsl, repeat } from '#src/engine/webgl/glsl/common.ts';

/**
 * Blocks of rows: which a fragment works on, how activations are read and written, and their products with weights.
 *
 * With four rows to a block activations are kept transposed — array layer u is unit u of the group, its four components
 * the rows — because the gradient wants single units over all rows; with fewer rows array layer r is row r.
 */
export function isTransposed({ rowsPerBlock }: BlockShape): boolean {
  return rowsPerBlock === 4;
}

/** Array layers that hold activations; as many hold slopes behind them. */
export function activationLayers({ rowsPerBlock }: BlockShape): number {
  return rowsPerBlock;
}

/**
 * What a fragment works on: the block of rows, `y` among all replicas' and `block` among its replica's, and the
 * `corner` of the replica's tile.
 *
 * @param folded whether what it writes is
 */
export function blockGlsl(folded = true): string {
  return /* glsl */ `
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  int y = pixel.y${folded ? ' >> fold' : ''};
  int place = quotient(y, pass.inverseBlocks);
  int block = y - place * pass.blocks;
  int replica = pass.firstReplica + place;
  ivec2 corner = tileOrigin(replica);`;
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
function readBlock(shape: BlockShape): string {
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
  int place = min(position, pass.rows - 1);
  if (pass.inference == 1) return place;
  return int(texelFetch(order, line(pass.orderAt + replica * pass.orderStride + place), 0).x);
}`;

/** Where a layer takes its inputs from; `before`: the same fragment works them out, by `hiddenBefore`. */
export type InputSource = 'data' | 'activations' | 'before';

export function inputsGlsl(source: Exclude<InputSource, 'before'>): string {
  return source === 'activations'
    ? 'uniform sampler2DArray activations;'
    : 'uniform sampler2D inputs;';
}

/**
 * z = x W + b of one block, for `groups` groups of four units from `group` on. Declares `z0`, `z1`… [groups × rows],
 * row r of group g being z{g·rows + r}. Expects what `blockGlsl` declares, and `turns`, over how many groups of inputs.
 *
 * @param layer the uniform of the layer
 */
export function affineGlsl(
  shape: BlockShape,
  source: InputSource,
  layer: string,
  groups: number,
): string {
  const { rowsPerBlock: rows } = shape;
  const firstInput = (r: number) =>
    `pass.inputsAt + replica * pass.inputsStride + ${layer}.inputGroups * rowAt(replica, block * ${rows} + ${r})`;
  const read = {
    data: () => repeat(rows, (r) => `vec4 x${r} = texelFetch(inputs, line(row${r} + k), 0);`),
    activations: () => `ivec2 at = groupAt(${layer}.inputX, k, y);\n${readBlock(shape)}`,
    before: () => 'hiddenBefore(k);',
  }[source];
  const x = source === 'before' ? 'beforeA' : 'x';
  const multiply = (g: number) => `
    mat4 w${g} = weightsAt(ivec2(corner.x + group + ${g}, corner.y + ${layer}.weightsY + k * cells));
    ${repeat(rows, (r) => `z${g * rows + r} += w${g} * ${x}${r};`)}`;
  return `
  ${repeat(groups * rows, (i) => `vec4 z${i} = vec4(0);`)}
  ${source === 'data' ? repeat(rows, (r) => `int row${r} = ${firstInput(r)};`) : ''}
  int k = 0;
  do {
    ${read()}
    ${repeat(groups, multiply)}
  } while (++k < turns);`;
}
