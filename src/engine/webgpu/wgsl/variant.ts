import type { ModelPlan } from '#src/engine/contract/model-plan.ts';

/** What of a plan compiles into kernels, beside their shape: other experiments are not slower for it. */
export interface KernelVariant {
  /** Rows count by the numbers behind their targets. */
  readonly weighted: boolean;
  /** Gradients are those of the sum over rows and outputs, not of the mean. */
  readonly summed: boolean;
  readonly learnsBiases: boolean;
}

export function variantOf({ weighted, loss, network }: ModelPlan): KernelVariant {
  return { weighted, summed: loss.summed, learnsBiases: network.learnsBiases };
}
