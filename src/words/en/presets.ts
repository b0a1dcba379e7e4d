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
    text: 'With a linear output the answer can move at last, but hardly does: targets go up to a million, Adam moves each weight by about 0.001 a step, and there are 50 steps. The fit creeps along the bottom of the chart.',
  },
  'parabola-scaled': {
    title: 'With scaling: it fits',
    text: 'Inputs and targets divided by 1000, 40 units a layer, batches of 32 and ten thousand of them. The fit follows the parabola within the shaded training range. Look outside it: beyond the data, a ReLU network goes on in straight lines.',
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
    text: 'For 250 epochs every batch holds ten neighbouring points, always the same; then the order is reshuffled. For most seeds the loss falls steeply after the switch and ends about eight times lower than with shuffling alone, as was claimed. But try several seeds: in about one of four the fixed phase has switched off units that the rest of the curve needs, and the loss stays at 0.03 for good. One lucky run shows neither.',
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
} satisfies Readonly<Record<PresetId, PresetWords>>;
