import type { NetworkShape } from '#src/network/shape.ts';
import { affineInputs } from './data.ts';
import { units } from './kernels.ts';
import { groupsOf, type Layout } from './layout.ts';
import type { Pipeline } from './pipeline.ts';
import type { Collection, Readback } from './readback.ts';
import { StepTable } from './step-table.ts';
import { lineTexture, type Resources, writeLine } from './textures.ts';

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
    const { layers, rowsPerBlock } = this.#layout;
    const last = layers.at(-1) as Layout['layers'][0];
    const collection = this.#readback.collect(this.#floats(rows));
    const gl = this.#gl;
    this.#pipeline.begin();
    gl.activeTexture(gl.TEXTURE0 + units.inputs);
    gl.bindTexture(gl.TEXTURE_2D, this.#inputs);
    const width = this.#network.inputs;
    for (let first = 0; first < rows; first += this.#passRows) {
      const count = Math.min(this.#passRows, rows - first);
      const part = inputs.subarray(first * width, (first + count) * width);
      writeLine(gl, affineInputs(part, count, width), 4, 0);
      this.#table.setInference(0, { rows: count, rowsPerBlock, data: [0, 0, 0, 0], replica });
      this.#table.upload(1);
      this.#table.use(0);
      const height = Math.ceil(count / rowsPerBlock);
      const { framebuffer } = this.#pipeline.predict(height);
      const region = { framebuffer, x: last.deltaX, y: 0, width: last.unitGroups, height };
      for (let row = 0; row < rowsPerBlock; row++) collection.add({ ...region, attachment: row });
    }
    return collection;
  }

  /** @returns [rows × network.outputs] */
  unpack(texels: Float32Array, rows: number): Float32Array {
    const { outputs } = this.#network;
    const { rowsPerBlock } = this.#layout;
    const stride = 4 * groupsOf(outputs);
    const values = new Float32Array(rows * outputs);
    let from = 0;
    for (let first = 0; first < rows; first += this.#passRows) {
      const count = Math.min(this.#passRows, rows - first);
      const blocks = Math.ceil(count / rowsPerBlock);
      for (let i = 0; i < count; i++) {
        const block = Math.floor(i / rowsPerBlock);
        const at = from + ((i % rowsPerBlock) * blocks + block) * stride;
        values.set(texels.subarray(at, at + outputs), (first + i) * outputs);
      }
      from += blocks * rowsPerBlock * stride;
    }
    return values;
  }

  /** Numbers that come back: whole blocks, whole texels. */
  #floats(rows: number): number {
    const { rowsPerBlock } = this.#layout;
    const stride = 4 * groupsOf(this.#network.outputs);
    let floats = 0;
    for (let first = 0; first < rows; first += this.#passRows) {
      const blocks = Math.ceil(Math.min(this.#passRows, rows - first) / rowsPerBlock);
      floats += blocks * rowsPerBlock * stride;
    }
    return floats;
  }
}
