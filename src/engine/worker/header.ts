import { answerVariance } from '#src/data/answer-variance.ts';
import type { Points } from '#src/data/dataset.ts';
import { defaultProbe, type Probe, usualPoint } from '#src/data/probe.ts';
import { guessingOf } from '#src/doctor/floors/guessing.ts';
import type { PlanInput } from '#src/engine/worker/make-plan.ts';
import type { NetworkShape } from '#src/network/shape.ts';
import { curveHeader } from '#src/records/curve-header.ts';
import type { RunHeader, ShownPoints } from '#src/records/run-header.ts';

/** Points of a set that are drawn and predicted at: fewer for a large network, whose predictions take their time. */
const shownLimits = { least: 500, most: 5000, multiplications: 5e8 } as const;

/** The points that stand for a set in charts and snapshots, at even distances in the set's order: a copy. */
export function shownPoints({ rows, x, y }: Points, network: NetworkShape): ShownPoints {
  const { least, most, multiplications } = shownLimits;
  const affordable = Math.floor(multiplications / network.parameterCount);
  const shown = Math.min(rows, Math.max(least, Math.min(most, affordable)));
  const pick = (values: Float64Array): Float64Array => {
    const width = values.length / (rows || 1);
    const picked = new Float64Array(shown * width);
    for (let i = 0; i < shown; i++) {
      const row = Math.floor((i * rows) / shown);
      picked.set(values.subarray(row * width, (row + 1) * width), i * width);
    }
    return picked;
  };
  return { rows: shown, total: rows, x: pick(x), y: pick(y) };
}

/** What charts need to know of a run before its first step. Its arrays, the probe's too, are its own: they may be transferred. */
export function makeHeader(
  runId: string,
  { experiment, data }: PlanInput,
  network: NetworkShape,
  asked?: Probe,
): RunHeader {
  const train = shownPoints(data.train.points, network);
  const probe = asked ?? defaultProbe(data.axes, network, usualPoint(train, data.axes));
  return {
    ...curveHeader(experiment),
    runId,
    experiment,
    task: data.task,
    train,
    heldOut: shownPoints(data.heldOut.points, network),
    axes: data.axes,
    probe,
    probeTruth: data.truthAt(probe),
    parameterCount: network.parameterCount,
    networkInputs: network.inputs,
    layerUnits: network.layers.map(({ units }) => units),
    rows: data.train.data.rows,
    guessing: guessingOf({ experiment, data }),
    lossFactor: data.lossFactor,
    answerVariance: answerVariance(data),
    scalingNotes: data.scalingNotes,
    inputNames: data.inputNames,
  };
}
