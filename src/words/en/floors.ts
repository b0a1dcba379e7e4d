import type { Floor, FloorId } from '#src/doctor/floors/floor.ts';
import type { Reached, Standing } from '#src/doctor/floors/standing.ts';
import { formatNumber } from '#words/base/numbers.ts';

interface FloorWords {
  /** As a line of a chart and a row of a table name it. */
  readonly label: string;
  /** The best answer that …, in a sentence. */
  readonly meaning: string;
}

const floorWords = {
  guessing: {
    label: 'guessing',
    meaning:
      'One constant answer for every point: the mean, the median or the shares of the classes.',
  },
  broadcast: {
    label: 'labels that broadcast',
    meaning:
      'Each answer is compared with every label: the best is a constant, whatever the network.',
  },
  output_range: {
    label: 'the range of the output',
    meaning: 'Each answer as close to its target as the output activation can come.',
  },
  squashed_twice: {
    label: 'squashed twice',
    meaning:
      'Every answer correct, and as sure as it can be where the loss squashes the output again.',
  },
  straight_line: {
    label: 'a straight line',
    meaning: 'The best answer that is linear in the inputs of the network.',
  },
  few_pieces: {
    label: 'as many kinks as units',
    meaning: 'The best line with one kink for each unit of the hidden layer.',
  },
  neighbours: {
    label: 'the nearest neighbours',
    meaning:
      'Each point is predicted by the nearest training points: what the data tell without a network.',
  },
  noise: { label: 'the noise', meaning: 'The function itself: only the noise is left.' },
} as const satisfies Record<FloorId, FloorWords>;

const lineOfEncoded: FloorWords = {
  label: 'a straight line over encoded inputs',
  meaning:
    'The best answer that is linear in the encoded inputs of the network, or in its features.',
};

/** What a floor is called. */
export function floorText({ id, ofEncoded }: Pick<Floor, 'id' | 'ofEncoded'>): FloorWords {
  return ofEncoded === true ? lineOfEncoded : floorWords[id];
}

interface Told {
  /** The run on training and on held-out points. */
  readonly at: string;
  readonly there: string;
  /** The floor on training and on held-out points. */
  readonly bound: string;
  readonly known: string;
  readonly floor: string;
}

/** What the losses of a run amount to, in one sentence. */
const standingTexts: {
  readonly [Kind in Standing['kind']]: (
    told: Told,
    standing: Standing & { readonly kind: Kind },
  ) => string;
} = {
  proved_broadcast: ({ bound }) =>
    `At ${bound}, the least that this network can score: its labels broadcast.`,
  proved_squashed_twice: ({ bound }) =>
    `At ${bound}, the least that this network can score: its output is squashed twice.`,
  proved_output_range: ({ bound }) =>
    `At ${bound}, the least that this network can score: its targets lie outside the range of its output.`,
  towards: ({ bound }, { share }) =>
    `${formatNumber(100 * share, 2)} % of the way from guessing to ${bound}, the least that an output squashed twice can score.`,
  towards_exact_line: ({ at, floor }, { share }) =>
    `At ${at}, ${formatNumber(100 * share, 3)} % of the way from guessing to ${floor}, which fits the training points without an error.`,
  at_guessing: ({ at, bound }) =>
    `At the level of guessing: ${at}; one constant answer scores ${bound}.`,
  worse_than_guessing: ({ at, bound }) =>
    `Worse than guessing: ${at}; one constant answer scores ${bound}.`,
  of_other_numbers: ({ at, bound }) =>
    `Below guessing: ${at}; one constant answer scores ${bound}. This loss does not measure how near answers are; R², or the accuracy, does.`,
  memorised: ({ at, there, known }) =>
    `Memorised: ${at} on the training points, ${there} on held-out points, where guessing scores ${known}.`,
  elsewhere: ({ at, bound, there }) =>
    `It has learnt: ${at} on the training points, where guessing scores ${bound}. On held-out points, which lie elsewhere, it scores ${there}.`,
  known_points_only: ({ at, bound, floor, there, known }) =>
    `Better than ${floor} on the training points (${at} against ${bound}), and worse on held-out points (${there} against ${known}).`,
  above_line: ({ at, bound, floor }) =>
    `Better than guessing, worse than ${floor}: ${at} against ${bound}.`,
  at_line: ({ at, bound, floor }) => `No better than ${floor}: ${at} against ${bound}.`,
  at_pieces: ({ at, bound }) =>
    `As good as that many kinks can be: ${at}; the best that was found scores ${bound}.`,
  at_noise: ({ there, known }) =>
    `At the noise: ${there} on held-out points; the function itself scores ${known}.`,
  above_neighbours: ({ there, known }, { passed, times }) =>
    `It has learnt: ${there} on held-out points, ${factor(times)} below ${floorText(passed).label} (${short(passed.heldOut)}); the nearest training points alone score ${known}.`,
  level_above_neighbours: ({ there, known }, { passed }) =>
    `At the level of ${floorText(passed).label}: ${there} against ${short(passed.heldOut)} on held-out points; the nearest training points alone score ${known}.`,
  level: ({ there, floor, known }) =>
    `It has learnt: ${there} on held-out points, as much as ${floor} (${known}).`,
  untested: ({ at, floor, bound }) =>
    `It has learnt its training points: ${at}, where ${floor} scores ${bound}. No points are held out to tell whether it knows others.`,
  below: ({ there, floor, known }, { times }) =>
    `It has learnt: ${there} on held-out points, ${factor(times)} below ${floor} (${known}).`,
};

export function standingText(standing: Standing, { train, heldOut }: Reached): string {
  const { kind, floor } = standing;
  const text = standingTexts[kind] as (told: Told, standing: Standing) => string;
  const told = {
    at: short(train),
    there: short(heldOut),
    bound: short(floor.train),
    known: short(floor.heldOut),
    floor: floorText(floor).label,
  };
  return text(told, standing);
}

const short = (loss: number): string => formatNumber(loss, 4);
const factor = (times: number): string => `${formatNumber(times, 3)} times`;
