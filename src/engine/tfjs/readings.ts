import * as tf from '@tensorflow/tfjs-core';

/** Scalars that stay on the device until all of them are read at once: a read waits for everything before it. */
export class Readings {
  readonly #scalars: tf.Scalar[] = [];

  /** Takes the scalar over. @returns its place among the values read */
  add(scalar: tf.Scalar): number {
    return this.#scalars.push(tf.keep(scalar)) - 1;
  }

  /** Reads everything and frees it. */
  read(): Float32Array {
    if (this.#scalars.length === 0) return new Float32Array(0);
    const stacked = tf.stack(this.#scalars);
    const values = stacked.dataSync<'float32'>(); // `data()` polls by timer and takes ten times as long
    stacked.dispose();
    this.dispose();
    return values;
  }

  dispose(): void {
    tf.dispose(this.#scalars);
    this.#scalars.length = 0;
  }
}
