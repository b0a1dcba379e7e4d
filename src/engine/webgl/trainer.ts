import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { Checkpoint, Segment, SegmentResult, Trainer } from '#src/engine/contract/trainer.ts';
import { tilesSize } from '#src/engine/gpu/tiles.ts';
import type { Device } from '#src/engine/webgl/device.ts';
import { acquireKernels, type Kernels, kernelList, kernelsOf } from '#src/engine/webgl/kernels.ts';
import { type Layout, layoutOf } from '#src/engine/webgl/layout.ts';
import { Pipeline } from '#src/engine/webgl/pipeline.ts';
import { Prediction } from '#src/engine/webgl/prediction.ts';
import type { Program } from '#src/engine/webgl/programs.ts';
import { type Collection, Readback } from '#src/engine/webgl/readback.ts';
import { evaluationPasses, resultsOf } from '#src/engine/webgl/readings.ts';
import { packState, type State, unpackState } from '#src/engine/webgl/state-texels.ts';
import { Submission } from '#src/engine/webgl/submission.ts';
import { Surfaces } from '#src/engine/webgl/surfaces.ts';
import { concatenatedFloats } from '#src/lib/bytes.ts';

/** Trains a plan on a device. The order of draws is `Pipeline`'s, what a call of `run` takes is `Submission`'s. */
export class WebglTrainer implements Trainer {
  readonly depth = 2;
  readonly device: string;
  readonly #device: Device;
  readonly #plan: ModelPlan;
  readonly #layout: Layout;
  readonly #programs: Kernels<Program>;
  readonly #surfaces: Surfaces;
  readonly #pipeline: Pipeline;
  readonly #readback: Readback;
  readonly #prediction: Prediction;
  readonly #submission: Submission;
  /** Submissions one after another: their draws must not mix. */
  #queue: Promise<unknown> = Promise.resolve();
  #stepsTaken = 0;

  /** @throws AbortError, DeviceLostError, or Error when the device refuses */
  static async create(device: Device, plan: ModelPlan, signal: AbortSignal): Promise<WebglTrainer> {
    const layout = layoutOf(plan, device.capacity);
    const programs = await acquireKernels(device.programs, kernelsOf(plan, layout), signal);
    const { context } = device;
    // What earlier work left behind: some drivers tell of it late, when a context before this one was lost.
    while (!context.isLost() && context.gl.getError() !== context.gl.NO_ERROR);
    const trainer = new WebglTrainer(device, plan, layout, programs);
    try {
      signal.throwIfAborted();
      trainer.#prove();
      return trainer;
    } catch (error) {
      trainer.dispose();
      throw error;
    }
  }

  private constructor(device: Device, plan: ModelPlan, layout: Layout, programs: Kernels<Program>) {
    const { gl } = device.context;
    this.device = device.name;
    this.#device = device;
    this.#plan = plan;
    this.#layout = layout;
    this.#programs = programs;
    const passes = evaluationPasses(plan, layout);
    this.#surfaces = new Surfaces(gl, plan, layout, passes.train + passes.heldOut);
    this.#pipeline = new Pipeline(gl, layout, this.#surfaces, programs);
    const { resources } = this.#surfaces;
    this.#readback = new Readback(device, resources);
    this.#prediction = new Prediction(
      resources,
      plan.network,
      layout,
      this.#pipeline,
      this.#readback,
    );
    this.#submission = new Submission(device, plan, layout, this.#surfaces, this.#pipeline);
    this.#writeState({
      slots: [concatenatedFloats(plan.replicas.map((replica) => replica.initialParameters))],
      frozen: new Float32Array(layout.replicas),
    });
  }

  async run(segments: readonly Segment[]): Promise<readonly SegmentResult[]> {
    const { width } = this.#surfaces.readings;
    const readings = await this.#enqueue(async () => {
      const floats = segments.length * this.#layout.replicas * width * 4;
      const collection = this.#readback.collect(floats);
      await this.#submission.submit(segments, collection);
      const last = segments.at(-1);
      if (last !== undefined) this.#stepsTaken = last.stepsBefore + last.steps;
      return collection.read();
    });
    return resultsOf(this.#plan, this.#layout, segments, await readings(), width);
  }

  async predict(inputs: Float32Array, rows: number, replica: number): Promise<Float32Array> {
    const texels = await this.#enqueue(() => this.#prediction.submit(inputs, rows, replica).read());
    return this.#prediction.unpack(await texels(), rows);
  }

  async parameters(): Promise<Float32Array> {
    const { slots } = await this.#readState(1);
    return slots[0] as Float32Array;
  }

  async checkpoint(): Promise<Checkpoint> {
    const { slots, frozen } = await this.#readState(this.#layout.slots);
    const [parameters, ...moments] = slots as [Float32Array, ...Float32Array[]];
    const each = this.#plan.replicas.flatMap((_, r) =>
      moments.map((moment) => this.#of(moment, r)),
    );
    // Behind the moments: which replicas are frozen.
    const stepsTaken = this.#stepsTaken;
    return { stepsTaken, parameters, slots: concatenatedFloats([...each, frozen]) };
  }

  async restore({ stepsTaken, parameters, slots }: Checkpoint): Promise<void> {
    const count = this.#plan.network.parameterCount;
    const { replicas, slots: all } = this.#layout;
    const perReplica = all - 1;
    const moments = Array.from({ length: perReplica }, (_, m) =>
      concatenatedFloats(
        this.#plan.replicas.map((_, r) => {
          const from = (r * perReplica + m) * count;
          return slots.subarray(from, from + count);
        }),
      ),
    );
    const frozen = slots.slice(replicas * perReplica * count);
    await this.#enqueue(() => {
      this.#writeState({ slots: [parameters, ...moments], frozen });
      this.#stepsTaken = stepsTaken;
    });
  }

  dispose(): void {
    if (this.#surfaces.resources.isDisposed) return;
    this.#surfaces.resources.dispose();
    this.#device.programs.release(kernelList(this.#programs));
  }

  /** Checks once that all GL objects could be made. @throws DeviceLostError, or Error for the reader */
  #prove(): void {
    const { context } = this.#device;
    const { gl } = context;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#pipeline.state.framebuffer);
    const complete = gl.checkFramebufferStatus(gl.FRAMEBUFFER) === gl.FRAMEBUFFER_COMPLETE;
    const error = gl.getError();
    if (context.isLost()) throw context.loss();
    if (error === gl.OUT_OF_MEMORY) throw new Error('the graphics memory does not suffice');
    if (!complete || error !== gl.NO_ERROR) {
      throw new Error(`the graphics device refused the textures (error ${error})`);
    }
  }

  /** Runs when everything before it was submitted. */
  #enqueue<T>(work: () => T | Promise<T>): Promise<T> {
    const result = this.#queue.then(() => {
      const { context } = this.#device;
      if (this.#surfaces.resources.isDisposed) throw new Error('the trainer was disposed of');
      if (context.isLost()) throw context.loss();
      return work();
    });
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** One replica's part of a vector over all of them. */
  #of(vector: Float32Array, replica: number): Float32Array {
    const count = this.#plan.network.parameterCount;
    return vector.subarray(replica * count, (replica + 1) * count);
  }

  async #readState(slots: number): Promise<State> {
    const { weightRows } = this.#layout;
    const texels = await this.#enqueue(() => this.#collectState(slots * weightRows).read());
    return unpackState(this.#plan.network, this.#layout, await texels(), slots);
  }

  #collectState(layers: number): Collection {
    const { framebuffer, width, height } = this.#pipeline.state;
    const collection = this.#readback.collect(layers * width * height * 4);
    for (let attachment = 0; attachment < layers; attachment++) {
      collection.add({ framebuffer, attachment, x: 0, y: 0, width, height });
    }
    return collection;
  }

  #writeState(state: State): void {
    const { gl } = this.#device.context;
    const { slots, weightRows, tile, replicas } = this.#layout;
    const { width, height } = tilesSize(tile, replicas);
    const texels = packState(this.#plan.network, this.#layout, state);
    this.#pipeline.begin(); // leaves the state's unit active
    const [target, depth] = [gl.TEXTURE_2D_ARRAY, slots * weightRows];
    gl.texSubImage3D(target, 0, 0, 0, 0, width, height, depth, gl.RGBA, gl.FLOAT, texels);
  }
}
