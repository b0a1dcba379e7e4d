import type { PassValues } from '#src/engine/gpu/pass-records.ts';
import { lineTexture, type Resources, writeLine } from '#src/engine/webgl/textures.ts';

/** Where an epoch's order lies in the order texture, in texels. */
export type OrderPlace = Pick<PassValues, 'orderAt' | 'orderStride'>;

/** Orders that are kept on the GPU at the most, as numbers. */
const mostTexels = 2 ** 22;
const mostSlots = 64;

/** The row orders of the last epochs, as integers, uploaded once per epoch; those that did not change are not sent again. */
export class OrderTexture {
  readonly texture: WebGLTexture;
  /** Orders that may be placed before the steps that use the first of them must have been drawn. */
  readonly capacity: number;
  readonly #gl: WebGL2RenderingContext;
  readonly #size: number;
  readonly #rows: number;
  /** Slots that hold an order, the one used last at the end. */
  readonly #slots: { readonly index: number; readonly orders: readonly Uint32Array[] }[] = [];

  constructor(resources: Resources, rows: number, replicas: number) {
    this.#gl = resources.gl;
    this.#rows = rows;
    this.#size = Math.max(1, rows * replicas);
    this.capacity = Math.max(1, Math.min(mostSlots, Math.floor(mostTexels / this.#size)));
    this.texture = lineTexture(resources, 'R32UI', this.capacity * this.#size);
  }

  /** Uploads what is not there yet; may leave the texture bound to TEXTURE_2D. @param orders [replicas] of [rows] each */
  place(orders: readonly Uint32Array[]): OrderPlace {
    const known = this.#slots.findIndex((slot) => slot.orders.every((o, r) => o === orders[r]));
    const [slot] = known >= 0 ? this.#slots.splice(known, 1) : [];
    const index = slot?.index ?? this.#upload(orders);
    this.#slots.push({ index, orders });
    return { orderAt: index * this.#size, orderStride: this.#rows };
  }

  #upload(orders: readonly Uint32Array[]): number {
    const full = this.#slots.length === this.capacity;
    const index = full ? (this.#slots.shift()?.index ?? 0) : this.#slots.length;
    this.#gl.bindTexture(this.#gl.TEXTURE_2D, this.texture);
    const all = new Uint32Array(this.#size);
    orders.forEach((order, r) => {
      all.set(order, r * this.#rows);
    });
    writeLine(this.#gl, all, 1, index * this.#size);
    return index;
  }
}
