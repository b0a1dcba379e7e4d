import { expect, it } from 'vitest';
import type { Floor, FloorId } from '#src/doctor/floors/floor.ts';
import { nearestFloor, standingOf } from '#src/doctor/floors/standing.ts';
import { standingText } from '#words/floors.ts';

const floor = (id: FloorId, train: number, heldOut = train, proof = false): Floor => ({
  id,
  train,
  heldOut,
  skill: null,
  exact: true,
  proof,
});

const classes = [
  floor('guessing', 1.0986),
  floor('straight_line', 1.09),
  floor('neighbours', 1.1, 1.13),
];
const squashed = [...classes, floor('squashed_twice', 0.5514, 0.5514, true)];
const numbers = [
  floor('guessing', 0.5),
  floor('straight_line', 0.2),
  floor('few_pieces', 0.004),
  floor('neighbours', 0.001),
];

it.each([
  [
    squashed,
    0.555,
    0.57,
    'proved_squashed_twice',
    /least that this network can score: its output is squashed twice/,
  ],
  [squashed, 0.825, 0.83, 'towards', /^50 % of the way/],
  [squashed, 1.097, 1.1, 'at_guessing', /^At the level of guessing: 1\.097/],
  [classes, 0.31, 2.4, 'memorised', /^Memorised: 0\.31 on the training points, 2\.4 on held-out/],
  [classes, 3, 3, 'worse_than_guessing', /^Worse than guessing/],
  // A cross entropy of numbers that it is not made for.
  [[floor('guessing', 0)], 0, 0, 'at_guessing', /^At the level of guessing: 0/],
  [[floor('guessing', -0)], 0, 0, 'at_guessing', /^At the level of guessing: 0/],
  [[floor('guessing', -1e-7)], -1e-7, -1e-7, 'at_guessing', /^At the level of guessing/],
  [[floor('guessing', -700)], -50, -50, 'worse_than_guessing', /^Worse than guessing/],
  [
    [floor('guessing', 9), floor('broadcast', 9, 9, true)],
    9.1,
    9.1,
    'proved_broadcast',
    /labels broadcast/,
  ],
  [
    [floor('guessing', 9), floor('output_range', 12, 12, true)],
    12.1,
    12,
    'proved_output_range',
    /outside the range/,
  ],
  [
    [floor('guessing', 1), floor('straight_line', 1e-9)],
    0.021,
    0.03,
    'towards_exact_line',
    /^At 0\.021, 97\.9 % of the way from guessing to a straight line, which fits/,
  ],
  [numbers, 0.3, 0.3, 'above_line', /worse than a straight line/],
  [numbers, 0.201, 0.21, 'at_line', /^No better than a straight line: 0\.201 against 0\.2/],
  [numbers, 0.0041, 0.0041, 'at_pieces', /that many kinks/],
  [
    numbers,
    0.05,
    0.05,
    'above_neighbours',
    /4 times below a straight line \(0\.2\); the nearest training points alone score 0\.001/,
  ],
  [
    numbers,
    0.05,
    0.192,
    'level_above_neighbours',
    /^At the level of a straight line: 0\.192 against 0\.2 on held-out points; .* 0\.001/,
  ],
  [
    numbers,
    0.05,
    0.3,
    'known_points_only',
    /^Better than a straight line on the training points .* worse on held-out points \(0\.3 against/,
  ],
  [
    [floor('guessing', 1), { ...floor('straight_line', 1e-9), ofEncoded: true }],
    0.021,
    0.03,
    'towards_exact_line',
    /to a straight line over encoded inputs, which fits/,
  ],
  [
    numbers.toSpliced(2, 1),
    1e-4,
    1e-4,
    'below',
    /10 times below the nearest neighbours \(0\.001\)/,
  ],
  [numbers.toSpliced(2, 1), 1e-3, 1e-3, 'level', /as much as the nearest neighbours/],
  [[...numbers, floor('noise', 0.01)], 0.0099, 0.0101, 'at_noise', /^At the noise/],
] as const)(
  'a run on the ladder %# stands where it stands',
  (floors, train, heldOut, kind, text) => {
    const standing = standingOf(floors, { train, heldOut });
    expect(standing?.kind).toBe(kind);
    expect(standing && standingText(standing, { train, heldOut })).toMatch(text);
  },
);

it('without held-out points only speaks of the training points', () => {
  const reached = { train: 0.05, heldOut: NaN };
  const standing = standingOf(numbers, reached);
  expect(standing?.kind).toBe('untested');
  expect(standing && standingText(standing, reached)).toMatch(
    /training points: 0\.05, .* scores 0\.2\./,
  );
});

it('says nothing of a loss that is no number, or without a ladder', () => {
  expect(standingOf(numbers, { train: NaN, heldOut: NaN })).toBeNull();
  expect(standingOf([], { train: 1, heldOut: 1 })).toBeNull();
});

it('finds the nearest rung by ratio', () => {
  expect(nearestFloor(numbers, 0.09)?.id).toBe('straight_line');
  expect(nearestFloor(numbers, 1e-9)?.id).toBe('neighbours');
  expect(nearestFloor(numbers, NaN)).toBeUndefined();
});

it('a loss that does not measure how near numbers are is not said to show what was learnt', () => {
  const floors = [floor('guessing', 0.09)];
  const below = { train: -8.9, heldOut: -9.8, isOfOtherNumbers: true };
  const standing = standingOf(floors, below);
  expect(standing?.kind).toBe('of_other_numbers');
  expect(standing && standingText(standing, below)).toMatch(
    /^Below guessing: −8\.9; .* R², or the accuracy, does\.$/,
  );
  expect(standingOf(floors, { ...below, train: 0.09 })?.kind).toBe('at_guessing');
  expect(standingOf(floors, { ...below, train: 1 })?.kind).toBe('worse_than_guessing');
});

it('points of another interval are not said to show what was memorised', () => {
  const reached = { train: 0.01, heldOut: 50, isElsewhere: true };
  const standing = standingOf(numbers, reached);
  expect(standing?.kind).toBe('elsewhere');
  expect(standing && standingText(standing, reached)).toMatch(/^It has learnt: 0\.01 .* elsewhere/);
});
