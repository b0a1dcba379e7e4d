import type { Floor, FloorId } from '#src/doctor/floors/floor.ts';
import type { Reached, Standing } from '#src/doctor/floors/standing.ts';
import { formatNumber } from '#src/lib/number-format.ts';

interface FloorWords {
  /** As a line of a chart and a row of a table name it. */
  readonly label: string;
  /** The best answer that …, in a sentence. */
  readonly meaning: string;
}

export const floorWords = {
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
    meaning: 'Every target as near as the output activation can come to it.',
  },
  squashed_twice: {
    label: 'squashed twice',
    meaning: 'Every answer right and as sure as an output that the loss squashes again can be.',
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
      'The nearest training points answer for each point: what the data know, without a network.',
  },
  noise: { label: 'the noise', meaning: 'Knowing the function: what is left is the noise.' },
} as const satisfies Record<FloorId, FloorWords>;

/** What a run's losses amount to, in one sentence. */
export function standingText(standing: Standing, { train, heldOut }: Reached): string {
  const [at, there] = [short(train), short(heldOut)];
  const { floor } = standing;
  const bound = short(floor.train);
  const known = short(floor.heldOut);
  switch (standing.kind) {
    case 'proved':
      return `At ${bound}, the least that this network can score: ${provedBy(floor)}.`;
    case 'towards':
      return `${share(standing.share)} of the way from guessing to ${bound}, the least that an output squashed twice can score.`;
    case 'at_guessing':
      return `At what guessing scores: ${at}, and one constant answer has ${bound}.`;
    case 'worse_than_guessing':
      return `Worse than guessing: ${at}, where one constant answer has ${bound}.`;
    case 'memorised':
      return `Memorised: ${at} on the training points, ${there} on held-out points, where guessing has ${known}.`;
    case 'elsewhere':
      return `It has learnt: ${at} on the training points, where guessing has ${bound}. On held-out points, which lie elsewhere, it has ${there}.`;
    case 'above_line':
      return `Better than guessing, worse than a straight line: ${at}, where that has ${bound}.`;
    case 'at_line':
      return `No better than a straight line: ${at}, and that has ${bound}.`;
    case 'at_pieces':
      return `As good as that many kinks can be: ${at}, and the best that was found has ${bound}.`;
    case 'at_noise':
      return `At the noise: ${there} on held-out points, and knowing the function scores ${known}.`;
    case 'above_neighbours': {
      const { passed } = standing;
      return `It has learnt: ${there} on held-out points, ${times(standing.times)} below ${floorWords[passed.id].label} (${short(passed.heldOut)}); the nearest training points alone score ${known}.`;
    }
    case 'below':
      return standing.times < 1.1
        ? `It has learnt: ${there} on held-out points, as much as ${floorWords[floor.id].label} (${known}).`
        : `It has learnt: ${there} on held-out points, ${times(standing.times)} below ${floorWords[floor.id].label} (${known}).`;
  }
}

function provedBy({ id }: Floor): string {
  if (id === 'broadcast') return 'its labels broadcast';
  if (id === 'squashed_twice') return 'its output is squashed twice';
  return 'its targets lie outside the range of its output';
}

const short = (loss: number): string => formatNumber(loss, 4);
const times = (factor: number): string => `${formatNumber(factor, factor < 10 ? 2 : 3)} times`;
const share = (part: number): string => `${formatNumber(100 * part, 2)} %`;
