import type { PreparedData } from '#src/data/prepare.ts';
import { probePoints } from '#src/data/probe.ts';
import type { Trainer } from '#src/engine/contract/engine.ts';
import type { Plan } from '#src/engine/contract/plan.ts';
import { shownPoints } from '#src/engine/worker/header.ts';
import type { OutputActivationId } from '#src/experiment/ids.ts';
import { classProbabilities, type Head, predictedClasses } from '#src/network/probabilities.ts';
import type { Snapshot } from '#src/records/run-header.ts';

/** Whatever has parameters and answers inputs: a trainer, or a run that is kept. */
type Answering = Pick<Trainer, 'predict' | 'parameters'>;

/** Takes pictures of a run: what the network answers at the probe and at the points shown. */
export interface Camera {
  /** @param epoch epochs finished @param step steps taken */
  snapshot(network: Answering, epoch: number, step: number): Promise<Snapshot>;
}

export function makeCamera(data: PreparedData, plan: Plan): Camera {
  const places = [
    probePoints(data.probe),
    shownPoints(data.train.points, plan).x,
    shownPoints(data.heldOut.points, plan).x,
  ];
  const dimensions = data.axes.length;
  const [probeRows = 0, trainRows = 0, heldOutRows = 0] = places.map((x) => x.length / dimensions);
  const rows = probeRows + trainRows + heldOutRows;
  const inputs = data.encode(joined(places));
  const width = plan.network.outputs;

  return {
    async snapshot(network, epoch, step) {
      const outputs = await network.predict(inputs, rows, 0);
      const parameters = (await network.parameters()).slice();
      const part = (from: number, count: number): Float32Array =>
        outputs.subarray(from * width, (from + count) * width);
      const atProbe = part(0, probeRows);
      const atTrain = part(probeRows, trainRows);
      const atHeldOut = part(probeRows + trainRows, heldOutRows);
      if (plan.classes === null) {
        return {
          epoch,
          step,
          parameters,
          predictions: data.decode(atProbe),
          atTrain: data.decode(atTrain),
          atHeldOut: data.decode(atHeldOut),
        };
      }
      const head = headOf(plan);
      return {
        epoch,
        step,
        parameters,
        predictions: classProbabilities(atProbe, probeRows, head),
        atTrain: predictedClasses(atTrain, trainRows, head),
        atHeldOut: predictedClasses(atHeldOut, heldOutRows, head),
      };
    },
  };
}

function headOf({ loss, network }: Plan): Head {
  const outputActivation = network.layers.at(-1)?.activation as OutputActivationId;
  return { loss: loss.id, outputActivation, outputs: network.outputs };
}

function joined(arrays: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}
