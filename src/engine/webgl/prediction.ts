import { affineInputs } from '#src/engine/webgl/data.ts';
import { groupsOf, type Layout } from '#src/engine/webgl/layout.ts';
import type { Pipeline } from '#src/engine/webgl/pipeline.ts';
import type { Collection, Readback } from '#src/engine/webgl/readback.ts';
import { StepTable } from '#src/engine/webgl/step-table.ts';
import { lineTexture, type Resources, writeLine } from '#src/engine/webgl/textures.ts';
import { units } from '#src/engine/webgl/units.ts';
import type { NetworkShape } from '#src/network/shape.ts';

/** Outputs of the network for rows from outside, in passes of as many rows as the textures of the training hold. */
export class Prediction {
  readonly #gl: WebGL2RenderingContext;
  readonly #network: NetworkShape;
  readonly #layout: Layout;
  readonly #pipeline: Pipeline;
  readonly #readback: Readback;
  readonly #inputs: WebGLTexture;
  readonly #table: StepTable;
  readonly #passRows: number;

  constructor(
    resources: Resources,
    network: NetworkShape,
    layout: Layout,
    pipeline: Pipeline,
    readback: Readback,
  ) {
    this.#gl = resources.gl;
    this.#network = network;
    this.#layout = layout;
    this.#pipeline = pipeline;
    this.#readback = readback;
    this.#passRows = Math.min(layout.evaluationRows, layout.blocks * layout.rowsPerBlock);
    const texels = this.#passRows * groupsOf(network.inputs + 1);
    this.#inputs = lineTexture(resources, 'RGBA32F', texels);
    this.#table = new StepTable(resources, layout.replicas, 1, 1);
  }

  /** Draws all passes. @param inputs [rows × network.inputs] */
  submit(inputs: Float32Array, rows: number, replica: number): Collection {
    const { rowsPerBlock, fold } = this.#layout;
    const last = this.#last;
    const collection = this.#readback.collect(this.#floats(rows));
    const gl = this.#gl;
    this.#pipeline.begin();
    gl.activeTexture(gl.TEXTURE0 + units.inputs);
    gl.bindTexture(gl.TEXTURE_2D, this.#inputs);
    const { inputs: inputWidth } = this.#network;
    for (let first = 0; first < rows; first += this.#passRows) {
      const count = Math.min(this.#passRows, rows - first);
      const part = inputs.subarray(first * inputWidth, (first + count) * inputWidth);
      writeLine(gl, affineInputs(part, count, inputWidth), 4, 0);
      const blocks = Math.ceil(count / rowsPerBlock);
      const place = { inputsAt: 0, inputsStride: 0, targetsAt: 0, targetsStride: 0 };
      this.#table.setInference(0, { rows: count, blocks, firstReplica: replica, ...place });
      this.#table.upload(1);
      this.#table.use(0);
      const { framebuffer } = this.#pipeline.predict(blocks);
      const [width, height] = [last.columns, blocks << fold];
      const region = { framebuffer, x: last.deltas.x, y: 0, width, height };
      for (let row = 0; row < rowsPerBlock; row++) collection.add({ ...region, attachment: row });
    }
    return collection;
  }

  /** @returns [rows × network.outputs] */
  unpack(texels: Float32Array, rows: number): Float32Array {
    const { outputs } = this.#network;
    const { rowsPerBlock, fold } = this.#layout;
    const { columns } = this.#last;
    const values = new Float32Array(rows * outputs);
    let from = 0;
    for (let first = 0; first < rows; first += this.#passRows) {
      const count = Math.min(this.#passRows, rows - first);
      const height = Math.ceil(count / rowsPerBlock) << fold;
      for (let i = 0; i < count; i++) {
        const y = (i % rowsPerBlock) * height + (Math.floor(i / rowsPerBlock) << fold);
        for (let k = 0; k < outputs; k++) {
          const group = k >> 2;
          const texel = (y + (group % 2 ** fold)) * columns + (group >> fold);
          values[(first + i) * outputs + k] = texels[from + 4 * texel + (k & 3)] as number;
        }
      }
      from += rowsPerBlock * height * columns * 4;
    }
    return values;
  }

  /** Numbers that come back: whole blocks, whole texels. */
  #floats(rows: number): number {
    const { rowsPerBlock, fold } = this.#layout;
    let floats = 0;
    for (let first = 0; first < rows; first += this.#passRows) {
      const blocks = Math.ceil(Math.min(this.#passRows, rows - first) / rowsPerBlock);
      floats += (blocks << fold) * rowsPerBlock * this.#last.columns * 4;
    }
    return floats;
  }

  get #last() {
    return this.#layout.layers.at(-1) as Layout['layers'][0];
  }
}
