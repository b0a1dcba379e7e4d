import type { Dataset } from '#src/data/dataset.ts';
import { checkRows, type ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { PassValues } from '#src/engine/gpu/pass-records.ts';
import { targetRows } from '#src/engine/gpu/target-rows.ts';
import { groupsOf, targetGroups } from '#src/engine/webgl/layout.ts';
import { lineTexture, type Resources, writeLine } from '#src/engine/webgl/textures.ts';

/** Where a set lies in the data textures, in texels. */
export type DataPlace = Pick<
  PassValues,
  'inputsAt' | 'inputsStride' | 'targetsAt' | 'targetsStride'
>;

/**
 * Training and held-out rows of all replicas, uploaded once. A row's inputs are followed by the 1 that multiplies the
 * biases; class indices become one-hot rows, followed, where rows are weighted, by a texel of what the row counts.
 * Replicas that train on the same rows share them.
 */
export class DataTextures {
  readonly inputs: WebGLTexture;
  readonly targets: WebGLTexture;
  readonly train: DataPlace;
  readonly heldOut: DataPlace;
  readonly #gl: WebGL2RenderingContext;
  readonly #plan: ModelPlan;

  constructor(resources: Resources, plan: ModelPlan) {
    this.#gl = resources.gl;
    this.#plan = plan;
    const { replicas, rows, heldOutRows, network } = plan;
    const groups = [groupsOf(network.inputs + 1), targetGroups(plan)] as const;
    const apart = (set: 'train' | 'heldOut') => replicas.some((r) => r[set] !== replicas[0]?.[set]);
    const copies = {
      train: plan.changesRows || apart('train') ? replicas.length : 1,
      heldOut: apart('heldOut') ? replicas.length : 1,
    };
    const stride = (count: number, size: number) => (count > 1 ? size : 0);
    const heldOutFrom = copies.train * rows;
    this.train = {
      inputsAt: 0,
      inputsStride: stride(copies.train, rows * groups[0]),
      targetsAt: 0,
      targetsStride: stride(copies.train, rows * groups[1]),
    };
    this.heldOut = {
      inputsAt: heldOutFrom * groups[0],
      inputsStride: stride(copies.heldOut, heldOutRows * groups[0]),
      targetsAt: heldOutFrom * groups[1],
      targetsStride: stride(copies.heldOut, heldOutRows * groups[1]),
    };
    const all = heldOutFrom + copies.heldOut * heldOutRows;
    this.inputs = lineTexture(resources, 'RGBA32F', all * groups[0]);
    this.targets = lineTexture(resources, 'RGBA32F', all * groups[1]);
    for (let r = 0; r < replicas.length; r++) {
      const replica = replicas[r];
      if (replica && r < copies.train) this.#write('train', r, replica.train);
      if (replica && r < copies.heldOut) this.#write('heldOut', r, replica.heldOut);
    }
  }

  /** Puts other training rows in the place of a replica's. Leaves the targets' texture bound. */
  replaceTrain(replica: number, data: Dataset): void {
    this.#write('train', replica, data);
  }

  #write(set: 'train' | 'heldOut', replica: number, data: Dataset): void {
    checkRows(this.#plan, data, set === 'train' ? this.#plan.rows : this.#plan.heldOutRows);
    const gl = this.#gl;
    const place = this[set];
    const { inputs, outputs } = this.#plan.network;
    gl.bindTexture(gl.TEXTURE_2D, this.inputs);
    const affine = affineInputs(data.inputs, data.rows, inputs);
    writeLine(gl, affine, 4, place.inputsAt + replica * place.inputsStride);
    gl.bindTexture(gl.TEXTURE_2D, this.targets);
    const target = { stride: 4 * targetGroups(this.#plan), weightAt: 4 * groupsOf(outputs) };
    const targets = targetRows(this.#plan, data, target);
    const targetsAt = place.targetsAt + replica * place.targetsStride;
    writeLine(gl, targets, 4, targetsAt);
  }
}

/** Rows of inputs, each with a 1 behind it, in whole texels. @param inputs [rows × width] */
export function affineInputs(inputs: Float32Array, rows: number, width: number): Float32Array {
  const stride = 4 * groupsOf(width + 1);
  const texels = new Float32Array(rows * stride);
  for (let row = 0; row < rows; row++) {
    texels.set(inputs.subarray(row * width, (row + 1) * width), row * stride);
    texels[row * stride + width] = 1;
  }
  return texels;
}
