import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import { backwardKernels, forwardKernels, outputKernel } from '#src/engine/webgl/layer-kernels.ts';
import { bandsOf, type Layout } from '#src/engine/webgl/layout.ts';
import type { Kernel, Program, Programs, Uniforms } from '#src/engine/webgl/programs.ts';
import {
  gradientKernel,
  normKernels,
  readingKernels,
  updateKernel,
} from '#src/engine/webgl/tile-kernels.ts';
import { units } from '#src/engine/webgl/units.ts';

/** All programs that training, evaluating and measuring a plan takes. */
export interface Kernels<T> {
  /** One for each stage of the hidden layers, in the order of the draws. */
  readonly forward: readonly T[];
  /** One for each stage of the backward pass; the first of them works out the losses. */
  readonly backward: readonly T[];
  readonly gradient: T;
  readonly squares: T;
  readonly norm: T;
  readonly update: T;
  /** The last layer in inference: its outputs; or its rows' losses and right answers, and their sums. */
  readonly predict: T;
  readonly score: T;
  readonly sumScores: T;
  /** Copies what became of a segment's steps into the readings. */
  readonly readState: T;
}

export function kernelsOf(plan: ModelPlan, layout: Layout): Kernels<Kernel> {
  const kernels = {
    forward: forwardKernels(plan, layout),
    backward: backwardKernels(plan, layout),
    gradient: gradientKernel(plan, layout),
    ...normKernels(layout),
    update: updateKernel(plan, layout),
    predict: outputKernel(plan, layout, 'predict'),
    score: outputKernel(plan, layout, 'score'),
    ...readingKernels,
  };
  const shared: Uniforms = {
    ...units,
    tile: { ...layout.tile },
    fold: layout.fold,
    omega: plan.network.omega,
    bands: bandsOf(layout),
    slices: layout.slices,
    replicas: layout.replicas,
    readingsY: 0,
  };
  return mapKernels(kernels, (kernel) => ({
    ...kernel,
    uniforms: { ...shared, ...kernel.uniforms },
  }));
}

function mapKernels<T, U>(kernels: Kernels<T>, f: (kernel: T) => U): Kernels<U> {
  return {
    forward: kernels.forward.map((kernel) => f(kernel)),
    backward: kernels.backward.map((kernel) => f(kernel)),
    gradient: f(kernels.gradient),
    squares: f(kernels.squares),
    norm: f(kernels.norm),
    update: f(kernels.update),
    predict: f(kernels.predict),
    score: f(kernels.score),
    sumScores: f(kernels.sumScores),
    readState: f(kernels.readState),
  };
}

export function kernelList<T>(kernels: Kernels<T>): T[] {
  const list: T[] = [];
  mapKernels(kernels, (kernel) => list.push(kernel));
  return list;
}

/** The programs of all kernels, to be released. */
export async function acquireKernels(
  programs: Programs,
  kernels: Kernels<Kernel>,
  signal: AbortSignal,
): Promise<Kernels<Program>> {
  const list = kernelList(kernels);
  const acquired = await programs.acquire(list, signal);
  return mapKernels(kernels, (kernel) => acquired[list.indexOf(kernel)] as Program);
}
