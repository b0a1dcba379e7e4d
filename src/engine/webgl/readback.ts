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

interface PackBuffer {
  readonly buffer: WebGLBuffer;
  readonly bytes: number;
}

/** Brings rectangles of textures to the CPU by pixel-pack buffers, without making the GPU or this thread wait. */
export class Readback {
  readonly #device: Device;
  readonly #resources: Resources;
  readonly #idle: PackBuffer[] = [];

  constructor(device: Device, resources: Resources) {
    this.#device = device;
    this.#resources = resources;
  }

  /** Starts to collect `floats` numbers. */
  collect(floats: number): Collection {
    return new Collection(
      this.#device,
      this.#resources,
      this.#take(4 * floats),
      floats,
      (buffer) => {
        this.#idle.push(buffer);
      },
    );
  }

  #take(bytes: number): PackBuffer {
    const index = this.#idle.findIndex((idle) => idle.bytes >= bytes && idle.bytes <= 4 * bytes);
    const [found] = index < 0 ? [] : this.#idle.splice(index, 1);
    if (found !== undefined) return found;
    for (const { buffer } of this.#idle.splice(4)) this.#resources.free(buffer);
    const { gl } = this.#device.context;
    const size = Math.max(1024, 2 ** Math.ceil(Math.log2(bytes)));
    return {
      buffer: this.#resources.buffer(gl.PIXEL_PACK_BUFFER, size, gl.STREAM_READ),
      bytes: size,
    };
  }
}

/** Numbers under way from the GPU. */
export class Collection {
  readonly #device: Device;
  readonly #resources: Resources;
  readonly #pack: PackBuffer;
  readonly #floats: number;
  readonly #release: (buffer: PackBuffer) => void;
  #filled = 0;

  constructor(
    device: Device,
    resources: Resources,
    pack: PackBuffer,
    floats: number,
    release: (buffer: PackBuffer) => void,
  ) {
    this.#device = device;
    this.#resources = resources;
    this.#pack = pack;
    this.#floats = floats;
    this.#release = release;
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
    passed.catch(() => undefined); // reported to whoever waits
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
      this.#release(this.#pack);
      return values;
    };
  }
}
