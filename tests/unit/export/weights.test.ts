import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { afterAll, describe, expect, it } from 'vitest';
import type { PreparedData } from '#src/data/prepare.ts';
import { PreparedSets } from '#src/data/prepared.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { activationIds, encodingIds, scalingIds } from '#src/experiment/ids.ts';
import { presetById } from '#src/experiment/presets.ts';
import { relationProblems } from '#src/experiment/rules.ts';
import { taskOf } from '#src/experiment/targets.ts';
import { aboutText, trainedNetwork } from '#src/export/weights/trained-network.ts';
import { writeWeights } from '#src/export/weights/write-weights.ts';
import { forward } from '#src/network/forward.ts';
import { networkOf } from '#src/network/of-experiment.ts';
import type { WeightFormat } from '#src/records/trained-weights.ts';
import { keptTableOf } from '../../support/kept-table.ts';
import { pythonWith } from '../../support/python.ts';
import { smallExperiment } from '../../support/session-harness.ts';
import { unzipped } from '../../support/unzipped.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'weights-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sets = new PreparedSets();

/** Every activation, encoding and scaling, of numbers and of classes. */
const small = activationIds.map((activation, i): Experiment => {
  const pick = <T>(ids: readonly T[]): T => ids[i % ids.length] as T;
  const isClasses = i % 3 === 0;
  return {
    ...smallExperiment,
    target: isClasses ? 'blobs' : 'formula',
    formula: i % 2 === 0 ? '1000 + 50*x0*x1' : 'x0 - x1; 3*x0',
    inputCount: 2,
    inputDomains: [],
    domain: i % 2 === 0 ? [-1, 1] : [100, 110],
    classes: 4,
    noise: 0,
    inputScaling: pick(scalingIds),
    inputDivisor: 4,
    encoding: pick(encodingIds),
    degree: 3,
    octaves: 2,
    features: [],
    layers: [
      { units: 7, activation, dropout: 0 },
      { units: 5, activation, dropout: 0.3 },
    ],
    omega: 3,
    outputActivation: isClasses ? 'softmax' : 'linear',
    loss: isClasses ? 'nll_of_softmax' : 'mse',
    targetScaling: isClasses ? 'none' : pick(['standardise', 'min_max', 'divide'] as const),
  };
});

/** Formulas in which every function stands once, defined all over the square. */
const functionsOfAll = [
  'sin(x0) + cos(x1) - tan(x0/2) * atan(x1)',
  'asin(x0/3) + acos(x1/3) + atan2(x1 + 0.1, x0 - 5)',
  'sinh(x0) + cosh(x1) + tanh(x0) + exp(-x1) + 2^x0',
  'log(x0 + 3) + log(x1 + 3, 2) + log2(x0 + 3) + log10(x1 + 3) + sqrt(x0 + 3) + cbrt(x1)',
  'abs(x0) + sign(x1) + floor(4x0 + 0.3) + ceil(4x1 + 0.3) + round(3x0) + trunc(5x1)',
  'relu(x0) + sigmoid(x1) + min(x0, x1, 0.2) + max(x0, x1) + mod(5x0, 2) + (5x1) % 3 + pow(x0, 2)',
  'hypot(x0, x1) + where(x0 > x1, 1, x0) + (x0 <= 0 and x1 >= 0 ? 2 : x1)',
  '(x0 == 0 or not x1 < 0) + (x0 != x1) + pi + e - (+x0)',
  '2',
];
const withFeatures: Experiment = {
  ...smallExperiment,
  target: 'two_hills',
  domain: [-2, 2],
  inputScaling: 'standardise',
  encoding: 'raw',
  features: functionsOfAll,
};

interface Case {
  readonly experiment: Experiment;
  readonly parameters: Float32Array;
  /** Held-out points that float32 holds, [rows × inputs]. */
  readonly points: Float64Array;
  readonly data: PreparedData;
  /** What the float64 network answers there. */
  readonly answers: Float32Array;
}

async function caseOf(experiment: Experiment): Promise<Case> {
  const data = await sets.get(experiment);
  if (!data.ok) throw new Error(JSON.stringify(data.error));
  const network = networkOf(experiment, data.value.networkInputs);
  const parameters = Float32Array.from(
    { length: network.parameterCount },
    (_, i) => Math.sin(1000 * Math.sqrt(i + 1)) / 2,
  );
  const { x, rows } = data.value.heldOut.points;
  const points = Float64Array.from(Float32Array.from(x));
  const outputs = forward(network, parameters, data.value.encode(points), rows);
  const answers = data.value.decode(outputs);
  return { experiment, parameters, points, data: data.value, answers };
}

async function fileOf({ experiment, parameters }: Case, format: WeightFormat) {
  const written = await writeWeights({ experiment, parameters, link: '#v=2' }, format, sets);
  if (!written.ok) throw new Error(JSON.stringify(written.error));
  return written.value;
}

/** Within 1e-6 of the largest answer. */
function expectSame(found: ArrayLike<number>, answers: Float32Array, name: string): void {
  const largest = answers.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const worst = answers.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - (found[i] ?? Number.NaN))),
    0,
  );
  expect(found.length, name).toBe(answers.length);
  expect(worst / largest, name).toBeLessThanOrEqual(1e-6);
}

describe('trained weights', () => {
  it('are of experiments that can run', () => {
    expect([...small, withFeatures].flatMap(relationProblems)).toEqual([]);
  });

  it('as ONNX answer what the network does', async () => {
    for (const experiment of [...small, withFeatures]) {
      const one = await caseOf(experiment);
      const session = await InferenceSession.create(await fileOf(one, 'onnx'));
      const columns = taskOf(experiment).inputs.length;
      const x = new Tensor('float32', Float32Array.from(one.points), [
        one.points.length / columns,
        columns,
      ]);
      const { y } = await session.run({ x });
      const name = `${experiment.layers[0]?.activation}, ${experiment.encoding}`;
      expectSame(y?.data as Float32Array, one.answers, name);
    }
  });

  it('as a layers model answer what the network does', async () => {
    await tf.setBackend('cpu');
    for (const experiment of small) {
      const one = await caseOf(experiment);
      if (experiment.layers[0]?.activation === 'sin') continue;
      const files = unzipped(await fileOf(one, 'tfjs'));
      const { modelTopology, weightsManifest, userDefinedMetadata } = JSON.parse(
        new TextDecoder().decode(files.get('model.json')),
      );
      const weightData = files.get('weights.bin')?.slice().buffer as ArrayBuffer;
      const model = await tf.loadLayersModel({
        load: async () => ({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData }),
      });
      const isRaw = experiment.encoding === 'raw';
      expect(userDefinedMetadata.takes === 'inputs').toBe(isRaw);
      const inputs = isRaw ? Float32Array.from(one.points) : one.data.encode(one.points);
      const columns = isRaw ? 2 : one.data.networkInputs;
      const y = model.predict(tf.tensor2d(inputs, [inputs.length / columns, columns]));
      const name = `${experiment.layers[0]?.activation}, ${experiment.encoding}`;
      expectSame(await (y as tf.Tensor).data(), one.answers, name);
      tf.disposeVariables();
    }
  });

  it('say which settings TensorFlow.js does not have', async () => {
    const sine = small.find(({ layers }) => layers[0]?.activation === 'sin') as Experiment;
    expect(await writeWeights({ ...(await caseOf(sine)), link: '' }, 'tfjs', sets)).toEqual({
      ok: false,
      error: { why: 'format', fields: ['layers'] },
    });
  });

  it.each([
    ['softmax', 'nll_of_softmax', 'one_hot', 'probabilities'],
    ['sigmoid', 'mse', 'one_hot', 'probabilities'],
    ['sigmoid', 'mse', 'number', 'class_numbers'],
    ['linear', 'mse', 'number', 'class_numbers'],
    ['linear', 'cross_entropy', 'one_hot', 'logits'],
  ] as const)(
    'tell what outputs are: %s, %s, %s',
    async (outputActivation, loss, classTargets, told) => {
      const change = { target: 'blobs', classes: 4, outputActivation, loss, classTargets } as const;
      const experiment = { ...smallExperiment, ...change };
      const data = await sets.get(experiment);
      if (!data.ok) throw new Error(JSON.stringify(data.error));
      const run = { experiment, parameters: new Float32Array(0), link: '' };
      const about = JSON.parse(aboutText(await trainedNetwork(run, data.value)));
      expect(about).toMatchObject({ outputs: told, classes: 4 });
    },
  );

  it('say that the table is not here by which they would be scaled', async () => {
    const { experiment } = keptTableOf(smallExperiment, 'abcdefghijklmnopqrstuv');
    const run = { experiment, parameters: new Float32Array(0), link: '' };
    expect(await writeWeights(run, 'npz', sets)).toMatchObject({
      ok: false,
      error: { why: 'data', problems: [{ field: 'table' }] },
    });
  });

  const numpy = pythonWith('numpy');
  it.skipIf(numpy === null)('are arrays in NumPy (needs python3-numpy)', async () => {
    const one = await caseOf(presetById('parabola-scaled')?.experiment ?? smallExperiment);
    const name = path.join(folder, 'a.npz');
    writeFileSync(name, await fileOf(one, 'npz'));
    const program = `
import json, sys, numpy as np
data = np.load(sys.argv[1])
about = json.loads(str(data["about"]))
layers = [(data[f"weights_{i}"], data[f"biases_{i}"]) for i in range(len(about["layers"]))]
all = np.concatenate([array.ravel() for layer in layers for array in layer])
print(json.dumps({"parameters": all.tolist(), "shapes": [list(w.shape) for w, _ in layers], "about": about,
    "scales": [data[f"{name}_{part}"].tolist() for name in ("input", "answer") for part in ("offset", "scale")]}))`;
    const { stdout, stderr } = spawnSync(numpy as string, ['-c', program, name], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const { experiment, data } = one;
    const said = JSON.parse(stdout);
    expect(said).toMatchObject({
      parameters: [...one.parameters],
      about: { experiment: '#v=2', inputs: taskOf(experiment).inputs, outputs: 'numbers' },
      scales: [data.inputScalings, data.answerScalings].flatMap((scalings) => [
        scalings.map(({ offset }) => offset),
        scalings.map(({ scale }) => scale),
      ]),
    });
    expect(said.shapes[0]).toEqual([data.networkInputs, experiment.layers[0]?.units]);
  });
});
