import { BufferPool, type PooledBuffer } from '#src/engine/gpu/buffer-pool.ts';
import type { Device } from '#src/engine/webgl/device.ts';
import type { Resources } from '#src/engine/webgl/textures.ts';

/** A rectangle of one attachment of a framebuffer. */
export interface Region {
  readonly framebuffer: WebGLFramebuffer;
  readonly attachment: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Brings rectangles of textures to the CPU by pixel-pack buffers, without making the GPU or this thread wait. */
export class Readback {
  readonly #device: Device;
  readonly #resources: Resources;
  readonly #pool: BufferPool<WebGLBuffer>;

  constructor(device: Device, resources: Resources) {
    this.#device = device;
    this.#resources = resources;
    const { gl } = resources;
    this.#pool = new BufferPool(
      (bytes) => resources.buffer(gl.PIXEL_PACK_BUFFER, bytes, gl.STREAM_READ),
      (buffer) => resources.free(buffer),
    );
  }

  /** Starts to collect `floats` numbers. */
  collect(floats: number): Collection {
    return new Collection(this.#device, this.#resources, this.#pool, floats);
  }
}

/** Numbers under way from the GPU. */
export class Collection {
  readonly #device: Device;
  readonly #resources: Resources;
  readonly #pool: BufferPool<WebGLBuffer>;
  readonly #pack: PooledBuffer<WebGLBuffer>;
  readonly #floats: number;
  #filled = 0;

  constructor(device: Device, resources: Resources, pool: BufferPool<WebGLBuffer>, floats: number) {
    this.#device = device;
    this.#resources = resources;
    this.#pool = pool;
    this.#pack = pool.take(4 * floats);
    this.#floats = floats;
  }

  /** Copies a region, as it is at this point of the command stream, behind those before it. */
  add({ framebuffer, attachment, x, y, width, height }: Region): void {
    const { gl } = this.#device.context;
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.readBuffer(gl.COLOR_ATTACHMENT0 + attachment);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, this.#pack.buffer);
    gl.readPixels(x, y, width, height, gl.RGBA, gl.FLOAT, 4 * this.#filled);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    this.#filled += width * height * 4;
  }

  /**
   * Ends the collection: its fence stands here in the command stream.
   *
   * @returns waits for the GPU; resolves to the regions one after another, [height × width × 4] each
   */
  read(): () => Promise<Float32Array<ArrayBuffer>> {
    const passed = this.#device.fences.passed();
    passed.catch(() => undefined); // reported where the result is awaited
    return async () => {
      await passed;
      if (this.#resources.isDisposed) throw new Error('the trainer was disposed of');
      const { context } = this.#device;
      const { gl } = context;
      const values = new Float32Array(this.#floats);
      gl.bindBuffer(gl.PIXEL_PACK_BUFFER, this.#pack.buffer);
      gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, values, 0, this.#filled);
      gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
      if (context.isLost()) throw context.loss();
      this.#pool.give(this.#pack);
      return values;
    };
  }
}
