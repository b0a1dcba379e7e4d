import type { DataPlace } from '#src/engine/webgl/data.ts';
import type { OrderPlace } from '#src/engine/webgl/orders.ts';
import type { Resources } from '#src/engine/webgl/textures.ts';

/** One pass over rows: what `stepGlsl` declares. */
export interface PassRecord {
  /** Rows of the pass, of each replica. */
  readonly rows: number;
  readonly rowsPerBlock: number;
  /** First row of the pass within its batch. */
  readonly firstRow: number;
  readonly inference: boolean;
  readonly data: DataPlace;
  /** Place of the pass's first row in the order. */
  readonly order: OrderPlace;
  /** Steps taken before this one: counts dropout masks. */
  readonly stepsBefore: number;
  readonly firstReplica: number;
  readonly stepInSegment: number;
  readonly batchRows: number;
  /** Adds its gradients to those of the pass before. */
  readonly adds: boolean;
  /** Adam's 1 / (1 − β₁ᵗ) and 1 / (1 − β₂ᵗ). */
  readonly corrections: readonly [number, number];
  /** A replica's (learning rate, 1 − ηλ, clipping bound). */
  rates(replica: number): readonly [number, number, number];
}

const fixedFloats = 20;

/** Records of passes in uniform buffers: a draw's share of a step is set by one bindBufferRange for all programs. */
export class StepTable {
  readonly capacity: number;
  readonly #gl: WebGL2RenderingContext;
  readonly #replicas: number;
  readonly #stride: number;
  readonly #bytes: number;
  readonly #buffers: readonly WebGLBuffer[];
  readonly #floats: Float32Array;
  readonly #integers: Int32Array;
  #current = 0;

  /** @param buffers how many tables may be in use by the GPU at once */
  constructor(resources: Resources, replicas: number, capacity: number, buffers: number) {
    const { gl } = resources;
    this.#gl = gl;
    this.#replicas = replicas;
    this.capacity = capacity;
    this.#bytes = 4 * (fixedFloats + 4 * replicas);
    const alignment = gl.getParameter(gl.UNIFORM_BUFFER_OFFSET_ALIGNMENT) as number;
    this.#stride = Math.ceil(this.#bytes / alignment) * alignment;
    const table = new ArrayBuffer(capacity * this.#stride);
    this.#floats = new Float32Array(table);
    this.#integers = new Int32Array(table);
    this.#buffers = Array.from({ length: buffers }, () =>
      resources.buffer(gl.UNIFORM_BUFFER, table.byteLength, gl.DYNAMIC_DRAW),
    );
  }

  set(index: number, record: PassRecord): void {
    const at = (index * this.#stride) / 4;
    const blocks = Math.ceil(record.rows / record.rowsPerBlock);
    const { order, stepsBefore, firstReplica, stepInSegment, batchRows } = record;
    this.#integers.set([record.rows, blocks, record.firstRow, record.inference ? 1 : 0], at);
    this.#integers.set(record.data, at + 4);
    this.#integers.set([order.at, order.stride, stepsBefore, firstReplica], at + 8);
    this.#integers.set([stepInSegment, batchRows, record.adds ? 1 : 0, 0], at + 12);
    this.#floats.set([1 / blocks, 1 / batchRows, ...record.corrections], at + 16);
    for (let r = 0; r < this.#replicas; r++) {
      this.#floats.set(record.rates(r), at + fixedFloats + 4 * r);
    }
  }

  /** A pass in inference mode. @param replica the first one: as many as draws are high take part */
  setInference(
    index: number,
    pass: Pick<PassRecord, 'rows' | 'rowsPerBlock' | 'data'> & { readonly replica: number },
  ): void {
    this.set(index, {
      ...pass,
      firstReplica: pass.replica,
      firstRow: 0,
      inference: true,
      order: { at: 0, stride: 0 },
      stepsBefore: 0,
      stepInSegment: 0,
      batchRows: pass.rows,
      adds: false,
      corrections: [1, 1],
      rates: () => [0, 1, 0],
    });
  }

  /** Sends the first `count` records to the next buffer. */
  upload(count: number): void {
    const gl = this.#gl;
    this.#current = (this.#current + 1) % this.#buffers.length;
    gl.bindBuffer(gl.UNIFORM_BUFFER, this.#buffers[this.#current] ?? null);
    gl.bufferSubData(gl.UNIFORM_BUFFER, 0, this.#floats, 0, (count * this.#stride) / 4);
  }

  /** Makes a record of the last upload the one that draws read. */
  use(index: number): void {
    const gl = this.#gl;
    const buffer = this.#buffers[this.#current] ?? null;
    gl.bindBufferRange(gl.UNIFORM_BUFFER, 0, buffer, index * this.#stride, this.#bytes);
  }
}
