import type { PreparedData } from '#src/data/prepare.ts';
import { answersOf } from '#src/doctor/answers.ts';
import type { Wave } from '#src/doctor/contract.ts';

/** Rows looked at, rows of all directions together, and frequencies along each. */
const most = { rows: 2000, together: 50_000, frequencies: 300 } as const;
/** A wave with fewer turns is a trend; one that explains less, or of fewer rows, may be chance. */
const least = { turns: 4, share: 0.1, rows: 300 } as const;

interface Direction {
  readonly name: string;
  readonly values: Float64Array;
}

/**
 * The wave along an input, or a sum or difference of two, that explains most of the training answers: the peak of a
 * periodogram (Lomb 1976) of the values, or of the indicators of the classes. Points at random places show frequencies far
 * beyond their mean distance.
 */
export function strongestWave({ train, axes, classes }: PreparedData): Wave | null {
  // Each input, and a sum and a difference of each two.
  const affordable = Math.floor(most.together / axes.length ** 2);
  const rows = Math.min(train.points.rows, most.rows, Math.max(affordable, least.rows));
  const signals = answersOf(train.points, rows, classes).map(centred);
  const total = signals.reduce((sum, signal) => sum + squares(signal), 0);
  if (!(total > 0)) return null;
  let best: Wave | null = null;
  for (const { name, values } of directionsOf(
    train.points.x,
    axes.map((axis) => axis.name),
    rows,
  )) {
    const range = spanOf(values);
    if (!(range > 0)) continue;
    // Half turns, so that a wave between two whole numbers of turns is found.
    const power = periodogram(values, signals, 0.5 / range, frequenciesOf(values, range));
    const peak = power.indexOf(Math.max(...power));
    const refined = refine(values, signals, ((peak + 1) * 0.5) / range, 0.5 / range);
    const share = refined.power / total;
    const wave = {
      along: name,
      frequency: refined.frequency,
      turns: refined.frequency * range,
      share,
    };
    if (wave.turns >= least.turns && share >= least.share && share > (best?.share ?? 0))
      best = wave;
  }
  return best;
}

function directionsOf(
  x: Float64Array,
  names: readonly string[],
  rows: number,
): readonly Direction[] {
  const width = names.length;
  const column = (c: number) =>
    Float64Array.from({ length: rows }, (_, row) => x[row * width + c] as number);
  const columns = names.map((name, c) => ({ name, values: column(c) }));
  const pairs = columns.flatMap((a, i) =>
    columns.slice(i + 1).flatMap((b) => [
      {
        name: `${a.name} + ${b.name}`,
        values: a.values.map((v, r) => v + (b.values[r] as number)),
      },
      {
        name: `${a.name} - ${b.name}`,
        values: a.values.map((v, r) => v - (b.values[r] as number)),
      },
    ]),
  );
  return [...columns, ...pairs];
}

/** Half turns: on an even grid, waves beyond half the number of its points look like slower ones. */
function frequenciesOf(values: Float64Array, range: number): number {
  const distinct = new Set(Array.from(values, (value) => Math.round((1e9 * value) / range)));
  return Math.min(most.frequencies, Math.max(1, Math.floor(distinct.size / 2)));
}

/** Sum of squares explained by sin and cos of each frequency, multiples of `step`. */
function periodogram(
  values: Float64Array,
  signals: readonly Float64Array[],
  step: number,
  frequencies: number,
): readonly number[] {
  const turn = values.map((value) => 2 * Math.PI * step * value);
  const [cosStep, sinStep] = [turn.map(Math.cos), turn.map(Math.sin)];
  const [cos, sin] = [cosStep.slice(), sinStep.slice()];
  return Array.from({ length: frequencies }, () => {
    const power = powerOf(cos, sin, signals);
    for (let i = 0; i < cos.length; i++) {
      const [c, s, dc, ds] = [cos[i], sin[i], cosStep[i], sinStep[i]] as [
        number,
        number,
        number,
        number,
      ];
      cos[i] = c * dc - s * ds;
      sin[i] = s * dc + c * ds;
    }
    return power;
  });
}

function powerOf(cos: Float64Array, sin: Float64Array, signals: readonly Float64Array[]): number {
  let power = 0;
  for (const signal of signals) {
    let [real, imaginary] = [0, 0];
    for (let i = 0; i < signal.length; i++) {
      real += (signal[i] as number) * (cos[i] as number);
      imaginary += (signal[i] as number) * (sin[i] as number);
    }
    power += (2 * (real ** 2 + imaginary ** 2)) / signal.length;
  }
  return power;
}

/** The best frequency within one step of a peak, on ever finer grids: a phase that drifts along the range spoils a wave. */
function refine(
  values: Float64Array,
  signals: readonly Float64Array[],
  peak: number,
  step: number,
): { readonly frequency: number; readonly power: number } {
  let best = { frequency: peak, power: 0 };
  for (const finer of [step / 10, step / 100]) {
    const middle = best.frequency;
    for (let i = -10; i <= 10; i++) {
      const frequency = middle + i * finer;
      const phases = values.map((value) => 2 * Math.PI * frequency * value);
      const power = powerOf(phases.map(Math.cos), phases.map(Math.sin), signals);
      if (power > best.power) best = { frequency, power };
    }
  }
  return best;
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.map((value) => value - mean);
}

function squares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value ** 2, 0);
}

function spanOf(values: Float64Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return high - low;
}
