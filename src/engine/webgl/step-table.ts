import { PassRecords, type PassValues, type RateValues } from '#src/engine/gpu/pass-records.ts';
import type { DataPlace } from '#src/engine/webgl/data.ts';
import type { Resources } from '#src/engine/webgl/textures.ts';

type InferencePass = DataPlace & Pick<PassValues, 'rows' | 'blocks' | 'firstReplica'>;

/** Records of passes in uniform buffers: a draw's share of a step is set by one bindBufferRange for all programs. */
export class StepTable {
  readonly capacity: number;
  readonly #gl: WebGL2RenderingContext;
  readonly #records: PassRecords;
  readonly #buffers: readonly WebGLBuffer[];
  #current = 0;

  /** @param buffers how many tables may be in use by the GPU at once */
  constructor(resources: Resources, replicas: number, capacity: number, buffers: number) {
    const { gl } = resources;
    this.#gl = gl;
    this.capacity = capacity;
    const alignment = gl.getParameter(gl.UNIFORM_BUFFER_OFFSET_ALIGNMENT) as number;
    this.#records = new PassRecords(replicas, capacity, alignment);
    const { byteLength } = this.#records.numbers;
    this.#buffers = Array.from({ length: buffers }, () =>
      resources.buffer(gl.UNIFORM_BUFFER, byteLength, gl.DYNAMIC_DRAW),
    );
  }

  set(index: number, pass: PassValues, rates: (replica: number) => RateValues): void {
    this.#records.write(index, pass, rates);
  }

  /** A pass in inference mode. @param pass its rows, where they are, and from which replica on they are wanted */
  setInference(index: number, pass: InferencePass): void {
    const values = {
      ...pass,
      firstRow: 0,
      inference: 1,
      orderAt: 0,
      orderStride: 0,
      stepsBefore: 0,
      stepInSegment: 0,
      batchRows: pass.rows,
      accumulates: 0,
      inverseBlocks: 1 / pass.blocks,
      inverseBatchRows: 1 / pass.rows,
      meanCorrection: 1,
      squareCorrection: 1,
    };
    this.set(index, values, () => ({ learningRate: 0, shrinkage: 1, clipAt: 0, unitShare: 0 }));
  }

  /** Sends the first `count` records to the next buffer. */
  upload(count: number): void {
    const gl = this.#gl;
    this.#current = (this.#current + 1) % this.#buffers.length;
    gl.bindBuffer(gl.UNIFORM_BUFFER, this.#buffers[this.#current] ?? null);
    const { numbers, stride } = this.#records;
    gl.bufferSubData(gl.UNIFORM_BUFFER, 0, numbers, 0, (count * stride) / 4);
  }

  /** Makes a record of the last upload the one that draws read. */
  use(index: number): void {
    const gl = this.#gl;
    const buffer = this.#buffers[this.#current] ?? null;
    const { stride, bytes } = this.#records;
    gl.bindBufferRange(gl.UNIFORM_BUFFER, 0, buffer, index * stride, bytes);
  }
}
