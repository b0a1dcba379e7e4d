import { isTransposed, rowsGlsl } from './blocks.ts';
import {
  type BlockShape,
  groupsGlsl,
  headerGlsl,
  outputsGlsl,
  repeat,
  stepGlsl,
} from './common.ts';

/**
 * Kinds of rectangles, by where the inputs and the deltas of their layer are: the data and the even delta texture, the
 * even activations and odd deltas, or the odd activations and even deltas.
 */
export const rectangleKinds = { data: 0, odd: 1, even: 2, state: 3 } as const;

/** What a network's rectangles are. */
export interface Depth {
  /** Layers of the network. */
  readonly layers: number;
  /** The first layer's inputs are gathered beside the second layer's activations: no rectangle reads the data. */
  readonly gathers: boolean;
}

export function rectangleKind(layer: number, { gathers }: Depth): number {
  const { data, odd, even } = rectangleKinds;
  if (layer === 0 && !gathers) return data;
  return layer % 2 === 1 ? odd : even;
}

/**
 * Sums of a cell's gradient over the blocks `begin` ≤ b < `end` of the fragment's replica: declares `g0…`, four units
 * each. A network has up to three kinds of rectangles, each with a loop of its own that the others' fragments pass by.
 * Loops test at their end: where fragments run in lockstep, one that tests first takes a turn more for nothing.
 */
export function gradientGlsl(shape: BlockShape, depth: Depth): { head: string; body: string } {
  const { rowsPerBlock: rows, weightRows, fold } = shape;
  const { layers, gathers } = depth;
  const { data, odd, even } = rectangleKinds;
  const loop = (kind: number, deltas: string, body: string) => `
  if (kind == ${kind} && begin < end) {
    int b = begin;
    do {
      int y = (origin.w + b) << ${fold};
      ${repeat(rows, (r) => `vec4 d${r} = texelFetch(${deltas}, ivec3(delta.x, delta.y + y, ${r}), 0);`)}
      ${body}
    } while (++b < end);
  }`;
  return {
    head: `
${gathers ? '' : `uniform sampler2D inputs;\n${rowsGlsl}`}
uniform sampler2DArray deltas0;
${layers > 1 ? 'uniform sampler2DArray activations0;\nuniform sampler2DArray deltas1;' : ''}
${layers > 2 ? 'uniform sampler2DArray activations1;' : ''}
flat in ivec4 origin;
flat in ivec3 source;
flat in ivec2 part;
${groupsGlsl(shape)}`,
    body: `
  int kind = origin.z;
  ivec2 cell = ivec2(gl_FragCoord.xy) - origin.xy;
  int row = cell.y * ${weightRows};
  int lane = row & 3;
  ivec2 delta = groupAt(source.y, cell.x, 0);
  ivec2 texel = groupAt(source.x, row >> 2, 0);
  ${repeat(weightRows, (k) => `vec4 g${k} = vec4(0);`)}
  ${gathers ? '' : loop(data, 'deltas0', fromData(shape))}
  ${layers > 1 ? loop(odd, 'deltas1', fromActivations(shape, 'activations0')) : ''}
  ${layers > 2 ? loop(even, 'deltas0', fromActivations(shape, 'activations1')) : ''}`,
  };
}

function fromData(shape: BlockShape): string {
  const { rowsPerBlock: rows } = shape;
  const row = (r: number) => `groups * rowAt(part.x, b * ${rows} + ${r})`;
  const first = 'inputsAt.x + part.x * inputsAt.y + (row >> 2)';
  return `int groups = (source.z + 4) >> 2;
      ${repeat(rows, (r) => `vec4 x${r} = texelFetch(inputs, line(${first} + ${row(r)}), 0);`)}
      ${sumByRows(shape)}`;
}

function fromActivations(shape: BlockShape, name: string): string {
  const { rowsPerBlock: rows, weightRows } = shape;
  if (isTransposed(shape)) {
    return repeat(
      weightRows,
      (k) => `vec4 u${k} = texelFetch(${name}, ivec3(texel.x, texel.y + y, lane + ${k}), 0);
      g${k} += mat4(d0, d1, d2, d3) * u${k};`,
    );
  }
  const fetch = (r: number) => `texelFetch(${name}, ivec3(texel.x, texel.y + y, ${r}), 0)`;
  return `${repeat(rows, (r) => `vec4 x${r} = ${fetch(r)};`)}
      ${sumByRows(shape)}`;
}

/** From four inputs of each row. */
function sumByRows({ rowsPerBlock, weightRows }: BlockShape): string {
  const lane = (k: number) => (weightRows === 4 ? k : `lane + ${k}`);
  const sum = (k: number) => repeat(rowsPerBlock, (r) => `x${r}[${lane(k)}] * d${r}`, ' + ');
  return repeat(weightRows, (k) => `g${k} += ${sum(k)};`);
}

/**
 * A draw of its own that leaves the gradients of each slice, and in state rectangles its rows' losses: the split path,
 * and whenever the norm is wanted.
 *
 * @param accumulates adds to the gradients of the batch's pass before, which are at `gradients`
 */
export function gradientFragment(shape: BlockShape, depth: Depth, accumulates: boolean): string {
  const { rowsPerBlock: rows, weightRows, fold } = shape;
  const { head, body } = gradientGlsl(shape, depth);
  const before = (k: number) =>
    accumulates
      ? `if (progress.z == 1) g${k} += texelFetch(gradients, ivec3(gl_FragCoord.xy, ${k}), 0);`
      : '';
  return `${headerGlsl}${stepGlsl()}${head}
${accumulates ? 'uniform sampler2DArray gradients;' : ''}
uniform sampler2DArray losses;
uniform int lossX; // their column
uniform int sliceBlocks;
${outputsGlsl(weightRows)}
void main() {
  int begin = min(part.y * sliceBlocks, extent.y);
  int end = min(begin + sliceBlocks, extent.y);
  ${body}
  if (kind == ${rectangleKinds.state} && begin < end) {
    int b = begin;
    do {
      vec4 four = texelFetch(losses, ivec3(lossX, (origin.w + b) << ${fold}, ${rows}), 0);
      g0.x += dot(four, vec4(scale.y));
    } while (++b < end);
  }
  ${repeat(weightRows, (k) => `${before(k)}\n  target${k} = g${k};`)}
}`;
}
