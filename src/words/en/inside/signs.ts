import { formatCount, formatNumber } from '#words/base/numbers.ts';

/** Four digits say enough of a sign. */
const told = (value: number) => formatNumber(value, 4);

/** Vital signs, and what they mean. */
export const words = {
  caption: (rows: number) => `What each layer does on ${formatCount(rows)} training points.`,
  layer: 'Layer',
  hidden: (layer: number) => `hidden ${layer}`,
  output: 'output',
  of: (count: number, units: number) => `${formatCount(count)} of ${formatCount(units)}`,
  percent: (share: number) => `${formatNumber(100 * share, 3)} %`,
  spread: (mean: number, deviation: number) => `${told(mean)} ± ${told(deviation)}`,
  told,
  signs: {
    dead: {
      label: 'Dead units',
      help: 'Units whose slope is zero on every point: nothing that is learnt reaches their weights. A ReLU whose input is always negative is dead.',
    },
    saturated: {
      label: 'Saturated',
      help: 'The share of units and points at which the slope is under a twentieth of the steepest: little of the gradient passes. For a ReLU half is usual.',
    },
    activations: {
      label: 'Activations',
      help: 'Mean ± standard deviation over units and points. A spread that shrinks or grows from layer to layer points at the initial weights.',
    },
    gradients: {
      label: 'Gradient spread',
      help: 'Standard deviation of ∂loss/∂z over units and points. Where it shrinks by orders of magnitude towards the inputs, the gradient vanishes; where it grows, it explodes.',
    },
    update: {
      label: 'Update / weights',
      help: 'The length of the next step over that of the layer’s weights and biases, at the rate of this epoch. About 0.001 is usual; 0.1 undoes what was learnt, 0.000 01 is hardly a change. Optimisers that scale their steps are taken to move each weight by the rate.',
    },
  },
  loss: 'Loss on these points, in network units',
  gradientNorm: 'Length of the gradient',
  curvature: {
    label: 'Largest curvature',
    help: 'The largest eigenvalue λ of the Hessian of the loss, on up to 500 of the training points; a loss that is summed over rows counts as many as a batch has. Along its direction plain gradient descent diverges at rates above 2/λ, with momentum μ above 2(1 + μ)/λ, with Nesterov’s above 2(1 + μ)/((1 + 2μ)λ).',
  },
  stable: (rate: number, largest: number, curvature: number) =>
    `Learning rate ${told(rate)}, largest stable ${told(largest)} (λ = ${told(curvature)}).`,
  tooHigh: 'Steps along the sharpest direction overshoot more each time.',
  scaled: (curvature: number, optimizer: string) =>
    `λ = ${told(curvature)}. ${optimizer} scales its steps, so 2/λ = ${told(2 / curvature)} does not bound its rate.`,
  flat: (curvature: number) => `λ = ${told(curvature)}: no direction curves upwards most.`,
  notYet: 'Found when playing stops.',
};
