import type { LossId, OutputActivationId } from '#src/experiment/ids.ts';
import { activateGlsl, functionsGlsl, outputActivationGlsl } from './activations.ts';
import { rowsGlsl } from './blocks.ts';
import {
  type BlockShape,
  headerGlsl,
  linesGlsl,
  outputsGlsl,
  repeat,
  stepGlsl,
  weightsGlsl,
} from './common.ts';
import { affineGlsl, blockGlsl, type InputSource, inputsGlsl, layerGlsl } from './forward.ts';
import { lossGlsl } from './losses.ts';

/**
 * What the last layer is asked for.
 * - `train`: ∂loss/∂z of its group, a row a target, and in one more target the rows' losses;
 * - `score`: the rows' losses, and whether the rows are classified rightly;
 * - `predict`: its group's outputs, a row a target.
 */
export type OutputPurpose = 'train' | 'score' | 'predict';

export interface OutputHead {
  readonly activation: OutputActivationId;
  readonly loss: LossId;
  /** Groups of four outputs. Every fragment works out all of them: softmax and losses need a row's every output. */
  readonly groups: number;
}

export function outputTargets(purpose: OutputPurpose, { rowsPerBlock }: BlockShape): number {
  return { train: rowsPerBlock + 1, score: 2, predict: rowsPerBlock }[purpose];
}

export function outputFragment(
  shape: BlockShape,
  source: InputSource,
  head: OutputHead,
  purpose: OutputPurpose,
): string {
  const { rowsPerBlock: rows } = shape;
  const { groups } = head;
  const row = (r: number) => `
  {
    int position = block * ${rows} + ${r};
    vec4 z[GROUPS], y[GROUPS], slope[GROUPS], t[GROUPS], d[GROUPS];
    ${repeat(groups, (g) => `z[${g}] = z${g * rows + r};`)}
    respond(z, y, slope);
    ${purpose === 'predict' ? `target${r} = y[own];` : judge(r)}
  }`;
  const judge = (r: number) => `
    int targetRow = inputsAt.z + replica * inputsAt.w + GROUPS * rowAt(replica, position);
    ${repeat(groups, (g) => `t[${g}] = texelFetch(targets, line(targetRow + ${g}), 0);`)}
    float loss = lossOf(z, y, slope, t, d);
    bool present = position < extent.x;
    ${
      purpose === 'score'
        ? `target0[${r}] = present ? loss : 0.0;
    target1[${r}] = present && isRight(y, t) ? 1.0 : 0.0;`
        : `target${r} = present ? scale.y * d[own] : vec4(0);
    target${rows}[${r}] = present ? loss : 0.0;`
    }`;
  return `${headerGlsl}${stepGlsl()}${weightsGlsl(shape)}${layerGlsl}
#define GROUPS ${groups}
${inputsGlsl(source)}
uniform sampler2D targets;
uniform float huberDelta;
uniform float middle;
${source === 'data' || purpose !== 'predict' ? rowsGlsl : linesGlsl}
// Which of a group's four units there are.
bvec4 lanes(int g) { return lessThan(4 * g + ivec4(0, 1, 2, 3), ivec4(layer.z)); }
vec4 only(int g, vec4 v) { return mix(vec4(0), v, lanes(g)); }
float total(vec4 v) { return v.x + v.y + v.z + v.w; }
${rowFunctions(head)}
${outputsGlsl(outputTargets(purpose, shape))}
void main() {
  ${blockGlsl}
  int own = group;
  group = 0;
  ${purpose === 'score' ? 'target0 = vec4(0); target1 = vec4(0);' : ''}
  ${purpose === 'train' ? `target${rows} = vec4(0);` : ''}
  ${affineGlsl(shape, source, groups)}
  ${repeat(rows, row)}
}`;
}

/** Functions of one row: `respond` (y and, unless softmax, f′), `lossOf` and `isRight`. */
function rowFunctions(head: OutputHead): string {
  const { activation, loss } = head;
  const body = outputActivationGlsl[activation];
  return `
${body === null ? `uniform float omega;\n${functionsGlsl}` : activateGlsl(body)}
${softmaxGlsl}
void respond(vec4 z[GROUPS], out vec4 y[GROUPS], out vec4 slope[GROUPS]) {
  ${
    body === null
      ? 'logSoftmax(z, y);\n  for (int g = 0; g < GROUPS; ++g) y[g] = only(g, exp(y[g]));'
      : 'for (int g = 0; g < GROUPS; ++g) activate(z[g], y[g], slope[g]);'
  }
}
${lossFunction(loss)}
// A row's loss and ∂loss/∂z.
float lossOf(vec4 z[GROUPS], vec4 y[GROUPS], vec4 slope[GROUPS], vec4 t[GROUPS], out vec4 d[GROUPS]) {
  ${lossOfBody(head)}
}
// The largest output, the first of equals; a single output says class 1 above the middle of its range.
bool isRight(vec4 y[GROUPS], vec4 t[GROUPS]) {
  if (layer.z == 1) return (y[0].x > middle) == (t[0].x > 0.5);
  int answer = 0, label = 0;
  float most = y[0].x, mostTarget = t[0].x;
  for (int i = 1; i < layer.z; ++i) {
    float value = y[i >> 2][i & 3], target = t[i >> 2][i & 3];
    if (value > most) { most = value; answer = i; }
    if (target > mostTarget) { mostTarget = target; label = i; }
  }
  return answer == label;
}`;
}

function lossOfBody({ activation, loss }: OutputHead): string {
  if (loss === 'nll_of_softmax') return 'return rowLoss(z, t, d);';
  if (activation === 'softmax') {
    return `float loss = rowLoss(y, t, d), mean = 0.0;
  for (int g = 0; g < GROUPS; ++g) mean += total(d[g] * y[g]);
  for (int g = 0; g < GROUPS; ++g) d[g] = y[g] * (d[g] - mean);
  return loss;`;
  }
  return `float loss = rowLoss(y, t, d);
  for (int g = 0; g < GROUPS; ++g) d[g] *= slope[g];
  return loss;`;
}

/** `float rowLoss(vec4 y[GROUPS], vec4 t[GROUPS], out vec4 d[GROUPS])`: a row's loss and its gradient by y. */
function lossFunction(id: LossId): string {
  const loss = lossGlsl[id];
  if ('softmaxOf' in loss) {
    return `
float rowLoss(vec4 y[GROUPS], vec4 t[GROUPS], out vec4 d[GROUPS]) {
  vec4 logs[GROUPS];
  logSoftmax(y, logs);
  float loss = 0.0;
  for (int g = 0; g < GROUPS; ++g) {
    loss -= total(mix(vec4(0), logs[g], greaterThan(t[g], vec4(0))));
    d[g] = only(g, exp(logs[g])) - t[g];
  }
  return loss;
}`;
  }
  return `
void point(vec4 y, vec4 t, out vec4 loss, out vec4 slope) { ${loss.point} }
float rowLoss(vec4 y[GROUPS], vec4 t[GROUPS], out vec4 d[GROUPS]) {
  float sum = 0.0, share = 1.0 / float(layer.z);
  for (int g = 0; g < GROUPS; ++g) {
    vec4 loss, slope;
    point(y[g], t[g], loss, slope);
    sum += total(only(g, loss));
    d[g] = share * only(g, slope);
  }
  return share * sum;
}`;
}

/** log softmax of a row, the maximum subtracted. */
const softmaxGlsl = /* glsl */ `
void logSoftmax(vec4 z[GROUPS], out vec4 logs[GROUPS]) {
  float most = z[0].x, sum = 0.0;
  for (int i = 1; i < layer.z; ++i) most = max(most, z[i >> 2][i & 3]);
  for (int g = 0; g < GROUPS; ++g) sum += total(only(g, exp(z[g] - most)));
  float rest = log(sum);
  for (int g = 0; g < GROUPS; ++g) logs[g] = z[g] - most - rest;
}`;
