import type { Rung } from '#src/doctor/floors/floor.ts';
import { isBroadcast, isOfClasses, isUncharted } from '#src/doctor/floors/score.ts';
import { isPointLoss, pointLosses } from '#src/network/losses.ts';

/** What knowing the function scores, as far as the noise that the experiment adds decides: expected, whatever this draw of it. */
export const noise: Rung = (input) => {
  const { experiment, data } = input;
  if (isBroadcast(experiment)) return null;
  if (data.classes === null) {
    if (experiment.noise === 0 || isUncharted(input)) return null;
    const loss = expectedLoss(input);
    return { train: loss, heldOut: loss, skill: null, exact: true, proof: false };
  }
  // Noise on a class point's place costs what the classes overlap, which no formula says.
  const { labelNoise } = experiment;
  // Nor what answers are the best where classes count differently.
  if (data.train.data.weights !== undefined) return null;
  if (labelNoise === 0 || experiment.noise > 0 || !isOfClasses(experiment)) return null;
  // Nor is it counted where each class has a loss of its own.
  if (isPointLoss(experiment.loss) && data.targetWidth > 1) return null;
  const right = -Math.log(1 - labelNoise);
  const wrong = -Math.log(labelNoise / (data.classes - 1));
  const train = (labelNoise === 1 ? 0 : (1 - labelNoise) * right) + labelNoise * wrong;
  return { train, heldOut: right, skill: null, exact: true, proof: false };
};

/** Deviations to each side, and steps of Simpson's rule. */
const reach = 10;
const steps = 2000;

/** Mean over the outputs of the loss of Gaussian errors. */
function expectedLoss({ experiment, data }: Parameters<Rung>[0]): number {
  const { loss, huberDelta } = experiment;
  if (!isPointLoss(loss)) return NaN;
  const width = data.targetWidth;
  const zeros = data.decode(new Float32Array(width));
  const scales = data
    .decode(new Float32Array(width).fill(1))
    .map((one, i) => one - (zeros[i] as number));
  let sum = 0;
  for (const scale of scales)
    for (let k = 0; k <= steps; k++) {
      const z = reach * ((2 * k) / steps - 1);
      const weight = k === 0 || k === steps ? 1 : k % 2 === 1 ? 4 : 2;
      const density = Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI);
      sum +=
        weight * density * pointLosses[loss].value((z * experiment.noise) / scale, 0, huberDelta);
    }
  return (sum * ((2 * reach) / steps)) / 3 / width;
}
