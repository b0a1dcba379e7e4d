import type { Points } from '#src/data/dataset.ts';
import type { PreparedData } from '#src/data/prepare.ts';
import type { PreparedSets } from '#src/data/prepared.ts';
import { linspace } from '#src/data/sampling.ts';
import type {
  DependenceInput,
  DependenceOutput,
  ImportanceInput,
  ImportanceOutput,
} from '#src/engine/contract/protocol.ts';
import { shownPoints } from '#src/engine/worker/header.ts';
import { answersAlong, permutationImportance, type Rows } from '#src/network/explain.ts';
import { forward } from '#src/network/forward.ts';
import { headOf, networkOf } from '#src/network/of-experiment.ts';
import { classProbabilities, predictedClasses } from '#src/network/probabilities.ts';
import type { NetworkShape } from '#src/network/shape.ts';

const shuffles = 5;
/** Places along an input, and rows that are followed along it. */
const along = { places: 24, rows: 60 } as const;
/** Rows × parameters that an answer may take, about a second. */
const affordable = 4e8;

/** How much worse the answers become without what each input tells. */
export async function importance(
  input: ImportanceInput,
  sets: PreparedSets,
): Promise<ImportanceOutput> {
  const asked = await askable(input, sets);
  if (asked === null) return null;
  const { data, network, outputs } = asked;
  const points = rowsAskedOf(data);
  const inputs = data.axes.length;
  const most = Math.floor(affordable / network.parameterCount / (inputs * shuffles + 1));
  const { rows, x, y } = someRows(points, network, most);
  const width = y.length / rows;
  const head = headOf(input.experiment);
  const score = (places: Float64Array): number => {
    const answers = outputs(places);
    if (head !== null) {
      const classes = predictedClasses(answers, rows, head);
      return classes.reduce((wrong, label, row) => wrong + Number(label !== y[row]), 0) / rows;
    }
    const decoded = data.decode(answers);
    let squares = 0;
    for (let row = 0; row < rows; row++) {
      const at = row * width + input.output;
      squares += ((decoded[at] as number) - (y[at] as number)) ** 2;
    }
    return Math.sqrt(squares / rows);
  };
  return permutationImportance({ x, rows, inputs }, score, shuffles, 0);
}

/** What the answer is along one input: for rows as they are, for their mean, and for a point of the reader's own. */
export async function dependence(
  input: DependenceInput,
  sets: PreparedSets,
): Promise<DependenceOutput> {
  const asked = await askable(input, sets);
  const axis = asked?.data.axes[input.input];
  if (!asked || axis === undefined) return null;
  const { data, network, outputs } = asked;
  const inputs = data.axes.length;
  if (input.point.length !== inputs) return null;
  const most = Math.floor(affordable / network.parameterCount / along.places);
  const { rows, x } = someRows(rowsAskedOf(data), network, Math.min(most, along.rows));
  const head = headOf(input.experiment);
  const answer = (places: Float64Array): Float32Array => {
    const answers = outputs(places);
    const count = places.length / inputs;
    const shown = head === null ? data.decode(answers) : classProbabilities(answers, count, head);
    const width = shown.length / count;
    return shown.filter((_, i) => i % width === input.output);
  };
  const positions = linspace(axis.range, along.places);
  const own: Rows = { x: input.point, rows: 1, inputs };
  return {
    positions,
    lines: answersAlong({ x, rows, inputs }, input.input, positions, answer),
    ofPoint: answersAlong(own, input.input, positions, answer),
    answer: answer(input.point)[0] ?? Number.NaN,
    rows,
  };
}

interface Askable {
  readonly data: PreparedData;
  readonly network: NetworkShape;
  /** At points in the reader's units. */
  readonly outputs: (x: Float64Array) => Float32Array;
}

async function askable(
  { experiment, parameters }: Pick<ImportanceInput, 'experiment' | 'parameters'>,
  sets: PreparedSets,
): Promise<Askable | null> {
  const prepared = await sets.get(experiment);
  if (!prepared.ok) return null;
  const data = prepared.value;
  const network = networkOf(experiment, data.networkInputs);
  if (parameters.length !== network.parameterCount) return null;
  const outputs = (x: Float64Array) =>
    forward(network, parameters, data.encode(x), x.length / data.axes.length);
  return { data, network, outputs };
}

/** Held-out points, or the training points where none are held out. */
function rowsAskedOf({ train, heldOut }: PreparedData): Points {
  return heldOut.points.rows > 0 ? heldOut.points : train.points;
}

/** Points at even distances, those that charts show or fewer. */
function someRows(points: Points, network: NetworkShape, most: number) {
  const shown = shownPoints(points, network);
  const rows = Math.min(shown.rows, Math.max(most, 20));
  const pick = (values: Float64Array) => {
    const width = values.length / shown.rows;
    const picked = new Float64Array(rows * width);
    for (let i = 0; i < rows; i++) {
      const from = Math.floor((i * shown.rows) / rows) * width;
      picked.set(values.subarray(from, from + width), i * width);
    }
    return picked;
  };
  return { rows, x: pick(shown.x), y: pick(shown.y) };
}
