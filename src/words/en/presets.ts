import type { PresetId, StoryId } from '#src/experiment/presets/preset.ts';

interface StoryWords {
  readonly title: string;
  readonly question: string;
}

export const storyWords = {
  sums: {
    title: 'Two labellings of one square',
    question:
      'The same network learns to sort x0 + x1 into three bins, but not into three alternating stripes. Why?',
  },
  parabola: {
    title: 'A parabola that stays flat',
    question:
      'A ReLU network trained on x² + x answers 1.0 for every x, and its loss never moves. Why?',
  },
  batches: {
    title: 'Fixed, shuffled, hybrid',
    question:
      'Fixed mini-batches first and shuffled ones later gave a ten times smaller error. Is that so?',
  },
  gallery: { title: 'Gallery', question: 'Functions that are easy, hard or pretty to learn.' },
  asked: {
    title: 'Asked for most',
    question: 'Products, polar coordinates, XOR, parity: what people try first, and where it ends.',
  },
} satisfies Readonly<Record<StoryId, StoryWords>>;

interface PresetWords {
  readonly title: string;
  /** What to look at, and why. */
  readonly text: string;
}

export const presetWords = {
  'sum-bin-posted': {
    title: 'Sum-bin, as posted',
    text: 'Points of a square, labelled by which of three bins x0 + x1 falls into. One living ReLU unit is enough, since both boundaries run the same way: of 16 seeds 15 pass 97 % accuracy with two units, 12 with one. The others have no living unit left and stay stuck. Yet the loss stays near 0.6: the network ends in a softmax and the loss applies softmax once more, so even a perfect answer scores 0.5514.',
  },
  'sum-bin-logits': {
    title: 'Sum-bin without the second softmax',
    text: 'One change: the output layer is linear, so the loss gets the logits it expects. The floor at 0.5514 is gone and the loss falls well below it. The boundaries sharpen sooner, too, because a confident mistake now gives a large gradient instead of a flattened one.',
  },
  'sum-bin-deep': {
    title: 'Sum-bin, deep and narrow',
    text: 'Eight layers of twenty ReLU units, trained in the same way, do worse than two units: with PyTorch’s small initial weights the signal shrinks from layer to layer and every point gets much the same answer. After 50 epochs 9 of 16 seeds are still no better than guessing, and 2 pass 90 % accuracy. More layers are not more ability unless the signal survives them.',
  },
  'sum-mod-posted': {
    title: 'Sum-mod, as posted',
    text: 'The same square, now labelled by floor(100 · (x0 + x1)) mod 3. Look at the data before blaming the optimiser: the classes alternate in stripes only 0.01 wide. Two units can draw two boundaries; this labelling has about two hundred. The loss stays at ln 3 = 1.0986, which is guessing.',
  },
  'sum-mod-logits': {
    title: 'Sum-mod without the second softmax',
    text: 'The double softmax was a mistake, but not the reason: with it removed the loss still rests on ln 3. A fault that is real need not be the fault that matters.',
  },
  'sum-mod-capacity': {
    title: 'Sum-mod with more capacity',
    text: 'Two layers of 64 units, Adam, shuffled batches. Compare the training line with the held-out one: whatever is gained on the training points is memorised, and on fresh points accuracy stays at one in three. A smooth function of x0 and x1 cannot guess stripes far narrower than the gaps between its samples.',
  },
  'sum-mod-solved': {
    title: 'Sum-mod solved by a periodic encoding',
    text: 'The network gets a different input: sin and cos of the sum, with the period of the stripes (0.03). On that circle the three classes are three arcs, and a small network separates them, on held-out points as well. What was missing was neither depth nor patience but an input in which the answer is smooth.',
  },
  'parabola-posted': {
    title: 'The parabola, as posted',
    text: 'The loss is 2.01e14 from the first step to the last and the model answers 1.0 everywhere. Softmax over a single value is always 1, so nothing can be learnt. And the number itself is a million times what it should be on a thousand points: predictions of shape 1×1000 minus labels of shape 1000 make a thousand by thousand pairs. The held-out loss is half of it only because 500 points make fewer pairs.',
  },
  'parabola-shape': {
    title: 'With labels of the right shape',
    text: 'Each prediction is now compared with its own label only. The loss drops to 2.01e11 and is just as flat: the broadcast distorted the number, but the softmax is what holds the answer at 1.',
  },
  'parabola-linear': {
    title: 'Without softmax',
    text: 'With a linear output the answer can move at last, but hardly does: targets go up to a million, Adam moves each weight by about 0.001 per step, and there are 50 steps. The fit creeps along the bottom of the chart.',
  },
  'parabola-scaled': {
    title: 'With scaling: it fits',
    text: 'Inputs and targets divided by 1000, 40 units per layer, batches of 32 and ten thousand of them. The fit follows the parabola within the shaded training range. Look outside it: beyond the data, a ReLU network goes on in straight lines.',
  },
  'parabola-fresh': {
    title: 'Fresh data for every batch',
    text: 'Each of the ten thousand batches holds 32 points never seen before. No point can be memorised, so the running loss is itself a test; it is noisier, because each value is measured on 32 points only.',
  },
  'sine-normal': {
    title: 'Sine, shuffled every epoch',
    text: 'The usual way: a thousand points of a sine, batches of 10, a new order in each of 500 epochs. Keep the final loss in mind; it wanders, because Adam’s step does not shrink.',
  },
  'sine-hybrid': {
    title: 'Sine, fixed then shuffled',
    text: 'For 250 epochs every batch holds ten neighbouring points, always the same; then the order is reshuffled. For most seeds the loss falls steeply after the switch and ends about eight times lower than with shuffling alone, as was claimed. But try several seeds: in about one of four the loss stays at 0.03 for good. At the switch, the answers of their second layer have a lower rank than those of the others. One lucky run shows neither.',
  },
  'sine-fixed': {
    title: 'Sine, fixed order only',
    text: 'The order never changes: each batch is a short piece of the curve, and the network is tugged from left to right through every epoch. The evaluated loss stays well above that of shuffled batches.',
  },
  spirals: {
    title: 'Spirals',
    text: 'Three interleaved arms of nine tenths of a turn each. Two layers of 32 tanh units get every training point right with each of 16 seeds; layers of 4 and 2 units get from 82 to 99 % right and no more.',
  },
  circles: {
    title: 'Circles',
    text: 'A disc inside a ring. No straight line separates them: three hidden units are the fewest that can close a boundary around the disc. With so few, a seed that loses one of them is left with a gap.',
  },
  runge: {
    title: 'Runge’s function',
    text: 'The classic trap for polynomials of high degree on an even grid. A small tanh network has no such trouble inside the range; look at what it does outside.',
  },
  step: {
    title: 'A step',
    text: 'A jump cannot be drawn by a network of finite weights, only approached by ever steeper slopes. The residual is all in one place, and it narrows as training goes on.',
  },
  chirp: {
    title: 'A chirp',
    text: 'Slow waves are learnt first, fast ones last or never: networks prefer low frequencies. Here sine units help; change them to ReLU and watch the right-hand side stay flat.',
  },
  'product-of-two': {
    title: 'A product of two numbers',
    text: 'Two layers of 32 ReLU units, points from 0 to 10. Inside, the product is learnt to an error of 0.2 to 0.7 with each of 8 seeds, on values up to 100. The held-out points lie from 10 to 15, in the frame beside: there the network goes on in planes and is off by 15 to 20. With the feature x0*x1 and no hidden layer it is right everywhere.',
  },
  'product-of-three': {
    title: 'A product of three numbers',
    text: 'Values between −1 and 1, two thousand points. Each of 8 seeds explains more than 99 % of the variance of new points. Sums of bent planes can come close to a product, but it takes two layers and many points, where the formula takes two multiplications.',
  },
  polar: {
    title: 'Polar to Cartesian',
    text: 'A radius and an angle in, x and y out: two outputs, each learnt from the same hidden units. With each of 8 seeds less than 0.3 % of the variance is left on new points. Choose the output above the chart.',
  },
  'sine-of-integers': {
    title: 'The sine of n',
    text: 'The whole numbers from 0 to 100 and their sines: sixteen waves, six points to each. Two layers of 64 ReLU units hardly begin: after 500 epochs each of 8 seeds is left with 0.87 to 0.94 of the variance, and these are the training points. Networks learn slow waves first, and nothing here is slow.',
  },
  'sine-wrapped': {
    title: 'The sine of n, by its place in the wave',
    text: 'One feature more useful than n: n modulo 2π, the place within the wave. The same network now leaves less than 0.4 % of the variance with each of 8 seeds. The waves have fallen onto one another, and a hundred points describe a single one.',
  },
  'xor-posted': {
    title: 'XOR, as posted',
    text: 'Four points, two sigmoid units, a sigmoid output, squared error, plain gradient descent at 0.1. After 10 000 steps three of 8 seeds are under 0.025; one is on its way, and four still answer about 0.5 for everything, which scores 0.25. They are not stuck, only slow: see the next one.',
  },
  'xor-rate': {
    title: 'XOR, with a larger rate',
    text: 'One change: the learning rate is 0.5. All of 8 seeds now end under 0.002 after the same 10 000 steps. Around the answer 0.5 the gradients of the four points nearly cancel one another, and a squared error behind a sigmoid leaves little of the rest.',
  },
  'parity-6': {
    title: 'Parity of six bits',
    text: 'All 64 patterns of six bits; the class is whether the number of ones is odd. Every neighbour of a pattern is of the other class, so nothing can be smoothed, yet 32 ReLU units learn all 64 with each of 8 seeds. What they learn is a table of what they have seen: see the next one.',
  },
  'parity-unseen': {
    title: 'Parity of eight bits, from a part of them',
    text: '128 draws of the 256 patterns of eight bits, and new draws to test with. Each of 8 seeds has all training patterns right and 75 to 85 % of the new draws, of which two in five were among the training patterns. The loss on them is near that of guessing or above it: where it errs, it is sure.',
  },
  'sum-of-ten': {
    title: 'The sum of ten numbers',
    text: 'Ten normal inputs. Two layers of 32 ReLU units leave 0.07 to 0.25 % of the variance on new points. Take the hidden layers away: a single linear unit is a sum, and each of 8 seeds then ends within rounding. The simplest network that can be right is right everywhere.',
  },
  'square-root': {
    title: 'A square root',
    text: 'Points from 0 to 100, and held-out ones from 100 to 200. Inside, less than 0.05 % of the variance is left. Beyond, a ReLU network goes on in a straight line: it is off by 0.2 to 1 with 8 seeds, depending on nothing but the seed.',
  },
  reciprocal: {
    title: 'One over x',
    text: 'From 0.01 to 1 the values fall from 100 to 1. What is left after training, 2 to 8 % of the variance, lies almost all in the steep piece near zero, where a handful of points decides the loss. Most of the curve looks perfect; look at the residual below it.',
  },
  'powers-raw': {
    title: 'An answer over six decades',
    text: 'The answers go from a thousandth to a thousand, half of them below 1. The fit explains more than 99.6 % of the variance with each of 8 seeds, and is still off by 3 to 8 on average: for the smaller half of the answers that is everything.',
  },
  'powers-log': {
    title: 'Its logarithm',
    text: 'The same points, but the network is asked for the logarithm of the answer. It is off by less than 0.05 decades on average, 12 %, for large answers and small ones alike. A squared error asks for what is large; a logarithm makes all sizes equal.',
  },
  friedman1: {
    title: 'Friedman’s first function',
    text: 'Ten inputs, of which five have no effect, and noise of deviation 1. The noise alone is 4.2 % of the variance; 16 tanh units come down to 6 to 8 % on new points with 8 seeds, and on the training points some go below the noise: they have begun to learn it.',
  },
} satisfies Readonly<Record<PresetId, PresetWords>>;
