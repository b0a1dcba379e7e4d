import { BufferPool, type PooledBuffer } from '#src/engine/gpu/buffer-pool.ts';
import type { Device } from '#src/engine/webgpu/device.ts';
import { bufferUsage, mapMode } from '#src/engine/webgpu/flags.ts';

/** Buffers that numbers of the device are copied to, to be read. */
export class Readback {
  readonly #device: Device;
  readonly #pool: BufferPool<GPUBuffer>;
  #isDisposed = false;

  constructor(device: Device) {
    this.#device = device;
    const usage = bufferUsage.mapRead | bufferUsage.copyTarget;
    this.#pool = new BufferPool(
      (size) => device.gpu.createBuffer({ label: 'readback', size, usage }),
      (buffer) => buffer.destroy(),
    );
  }

  take(bytes: number): PooledBuffer<GPUBuffer> {
    return this.#pool.take(bytes);
  }

  /** What was copied, when all that was submitted is done. Rejects with `DeviceLostError`. */
  async read(pooled: PooledBuffer<GPUBuffer>, bytes: number): Promise<ArrayBuffer> {
    const { buffer } = pooled;
    try {
      await buffer.mapAsync(mapMode.read, 0, Math.max(8, bytes));
    } catch {
      throw this.#device.loss();
    }
    const copy = buffer.getMappedRange(0, Math.max(8, bytes)).slice(0, bytes);
    if (this.#isDisposed) {
      buffer.destroy();
    } else {
      buffer.unmap();
      this.#pool.give(pooled);
    }
    return copy;
  }

  /** Buffers that are being read are freed when they were. */
  dispose(): void {
    this.#isDisposed = true;
    this.#pool.dispose();
  }
}
