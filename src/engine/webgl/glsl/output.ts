import { cut } from '#src/engine/gpu/pointwise.ts';
import { activateGlsl, activationGlsl, functionsGlsl } from '#src/engine/webgl/glsl/activations.ts';
import {
  affineGlsl,
  blockGlsl,
  type InputSource,
  inputsGlsl,
  rowsGlsl,
} from '#src/engine/webgl/glsl/blocks.ts';
import {
  type BlockShape,
  groupsGlsl,
  headerGlsl,
  layersGlsl,
  linesGlsl,
  outputsGlsl,
  passGlsl,
  quotientGlsl,
  repeat,
  weightsGlsl,
} from '#src/engine/webgl/glsl/common.ts';
import { lossGlsl, pointGlsl } from '#src/engine/webgl/glsl/losses.ts';
import type { LossId, OutputActivationId } from '#src/experiment/ids.ts';
import { epsilon, isPointLoss, isSoftmaxLoss, takesLogits } from '#src/network/losses.ts';

/**
 * What the last layer is asked for.
 * - `train`: ∂loss/∂z of its group, one row in each target, and in one more target the rows' losses;
 * - `score`: the rows' losses, and whether the rows are classified rightly;
 * - `predict`: its group's outputs, one row in each target.
 */
export type OutputPurpose = 'train' | 'score' | 'predict';

export interface OutputHead {
  readonly activation: OutputActivationId;
  readonly loss: LossId;
  /** The gradient is that of the sum, not of the mean. */
  readonly summed: boolean;
  /** Replicas, where rows count by the texel behind their targets, in each by itself; 0: where they all count the same. */
  readonly weightedReplicas: number;
  /** Groups of four outputs. Every fragment works out all of them: softmax and losses need a row's every output. */
  readonly groups: number;
}

export function outputTargets(purpose: OutputPurpose, { rowsPerBlock }: BlockShape): number {
  return { train: rowsPerBlock + 1, score: 2, predict: rowsPerBlock }[purpose];
}

/** Where the last layer takes its inputs from. */
type LastSource = Exclude<InputSource, 'before'>;

/** What the last layer's fragments declare, beside the uniform `last` of the layer. */
export function outputGlsl(source: LastSource, head: OutputHead, judges = true): string {
  return `
#define GROUPS ${head.groups}
${inputsGlsl(source)}
uniform sampler2D targets;
uniform float middle;
uniform float lastClass;
${source === 'data' || judges ? rowsGlsl : linesGlsl}
// Which of a group's four units there are.
bvec4 lanes(int g) { return lessThan(4 * g + ivec4(0, 1, 2, 3), ivec4(last.units)); }
vec4 only(int g, vec4 v) { return mix(vec4(0), v, lanes(g)); }
float total(vec4 v) { return v.x + v.y + v.z + v.w; }
${rowFunctions(head)}`;
}

/**
 * The statements of `each` for every row of a block, in which `z`, `y` and `slope` are known of all groups.
 *
 * @param wanted whether what this fragment writes is read
 */
function overRows(
  shape: BlockShape,
  source: LastSource,
  { groups }: OutputHead,
  wanted: string,
  each: (r: number) => string,
): string {
  const { rowsPerBlock: rows } = shape;
  return `
  {
    int turns = ${wanted} ? last.inputGroups : 1, group = 0;
    ${affineGlsl(shape, source, 'last', groups)}
    ${repeat(
      rows,
      (r) => `
    {
      int position = block * ${rows} + ${r};
      bool present = position < pass.rows;
      vec4 z[GROUPS], y[GROUPS], slope[GROUPS];
      ${repeat(groups, (g) => `z[${g}] = z${g * rows + r};`)}
      respond(z, y, slope);
      ${each(r)}
    }`,
    )}
  }`;
}

/** Declares and finds a row's targets, `loss`, and its gradient `d` by z; of weighted rows also what it `counts`. */
function judge({ groups, weightedReplicas }: OutputHead): string {
  const stride = weightedReplicas > 0 ? '(GROUPS + 1)' : 'GROUPS';
  const counts =
    weightedReplicas > 0
      ? '\n      vec2 counts = texelFetch(targets, line(targetRow + GROUPS), 0).xy;'
      : '';
  return `vec4 t[GROUPS], d[GROUPS];
      int targetRow = pass.targetsAt + replica * pass.targetsStride + ${stride} * rowAt(replica, position);${counts}
      ${repeat(groups, (g) => `t[${g}] = texelFetch(targets, line(targetRow + ${g}), 0);`)}
      float loss = lossOf(z, y, slope, t, d);`;
}

/** Factors of a row's gradient, and of its loss in training and in an evaluation: see `BatchWeights` for its shares. */
function factorsOf({ summed, weightedReplicas }: OutputHead) {
  const isWeighted = weightedReplicas > 0;
  const share = isWeighted ? 'counts.x * pass.rates[replica].unitShare * ' : '';
  const weight = isWeighted ? 'counts.x * ' : '';
  return {
    gradient: summed ? weight : `${share}pass.inverseBatchRows * `,
    loss: share,
    score: isWeighted ? 'counts.y * ' : '',
  };
}

/**
 * Statements that declare `last0…`, ∂loss/∂z of group `own` of each row, and `losses` of the rows. They expect what
 * `blockGlsl` and `outputGlsl` declare.
 */
export function lastDeltas(
  shape: BlockShape,
  source: LastSource,
  head: OutputHead,
  own: string,
  wanted = 'true',
): string {
  const { rowsPerBlock: rows } = shape;
  const factors = factorsOf(head);
  return `
  vec4 ${repeat(rows, (r) => `last${r}`, ', ')}, losses = vec4(0);
  ${overRows(
    shape,
    source,
    head,
    wanted,
    (r) => `${judge(head)}
      last${r} = present ? ${factors.gradient}d[${own}] : vec4(0);
      losses[${r}] = present ? ${factors.loss}loss : 0.0;`,
  )}`;
}

export function outputFragment(
  shape: BlockShape,
  source: LastSource,
  head: OutputHead,
  purpose: OutputPurpose,
): string {
  const { rowsPerBlock: rows } = shape;
  const own = `int own = groupOf(pixel, last.deltaX);
  bool isOwn = own < GROUPS;
  if (!isOwn) own = 0;`;
  const body = {
    train: () => `${own}
  ${lastDeltas(shape, source, head, 'own', 'isOwn')}
  ${repeat(rows, (r) => `target${r} = last${r};`)}
  target${rows} = losses;`,
    score: () => `target0 = vec4(0);
  target1 = vec4(0);
  ${overRows(
    shape,
    source,
    head,
    'true',
    (r) => `${judge(head)}
      target0[${r}] = present ? ${factorsOf(head).score}loss : 0.0;
      target1[${r}] = present && isRight(y, t) ? 1.0 : 0.0;`,
  )}`,
    predict: () => `${own}
  ${overRows(shape, source, head, 'isOwn', (r) => `target${r} = y[own];`)}`,
  }[purpose];
  return `${headerGlsl}${passGlsl(head.weightedReplicas)}${quotientGlsl}${weightsGlsl(shape)}
${layersGlsl('last')}
${groupsGlsl}
${outputGlsl(source, head, purpose !== 'predict')}
${outputsGlsl(outputTargets(purpose, shape))}
void main() {
  ${blockGlsl(purpose !== 'score')}
  ${body()}
}`;
}

/** Functions of one row: `respond` (y and, unless softmax, f′), `lossOf` and `isRight`. */
function rowFunctions(head: OutputHead): string {
  const { activation, loss, groups } = head;
  // Softmax mixes the units of a row.
  const body = activation === 'softmax' ? null : activationGlsl(activation);
  const each = (line: (g: number) => string) => repeat(groups, line, '\n  ');
  return `
${functionsGlsl(body, isPointLoss(loss) ? lossGlsl(loss) : null)}
${body === null ? '' : activateGlsl(body)}
// log softmax, the maximum subtracted.
void logSoftmax(vec4 z[GROUPS], out vec4 logs[GROUPS]) {
  float most = z[0].x, sum = 0.0;
  ${each((g) => `vec4 v${g} = mix(z[0].xxxx, z[${g}], lanes(${g}));`)}
  ${each((g) => `most = max(max(most, max(v${g}.x, v${g}.y)), max(v${g}.z, v${g}.w));`)}
  ${each((g) => `sum += total(only(${g}, exp(z[${g}] - most)));`)}
  float rest = log(sum);
  ${each((g) => `logs[${g}] = z[${g}] - most - rest;`)}
}
void respond(vec4 z[GROUPS], out vec4 y[GROUPS], out vec4 slope[GROUPS]) {
  ${
    body === null
      ? `logSoftmax(z, y);\n  ${each((g) => `y[${g}] = only(${g}, exp(y[${g}]));`)}`
      : each((g) => `activate(z[${g}], y[${g}], slope[${g}]);`)
  }
}
${lossFunction(head, each)}
// A row's loss and ∂loss/∂z.
float lossOf(vec4 z[GROUPS], vec4 y[GROUPS], vec4 slope[GROUPS], vec4 t[GROUPS], out vec4 d[GROUPS]) {
  ${lossOfBody(head, each)}
}
// The largest output, the first of equals; of a single one the class whose number is nearest.
bool isRight(vec4 y[GROUPS], vec4 t[GROUPS]) {
  if (last.units == 1) {
    float nearest = y[0].x > middle ? min(ceil(y[0].x - middle), lastClass) : 0.0;
    return nearest == max(t[0].x, 0.0);
  }
  int answer = 0, label = 0;
  float most = y[0].x, mostTarget = t[0].x;
  for (int i = 1; i < last.units; ++i) {
    float value = y[i >> 2][i & 3], target = t[i >> 2][i & 3];
    if (value > most) { most = value; answer = i; }
    if (target > mostTarget) { mostTarget = target; label = i; }
  }
  return answer == label;
}`;
}

/** A line for each group. */
type Each = (line: (g: number) => string) => string;

function lossOfBody({ activation, loss }: OutputHead, each: Each): string {
  if (takesLogits(loss)) return 'return rowLoss(z, t, d);';
  if (activation === 'softmax') {
    return `float loss = rowLoss(y, t, d), mean = 0.0;
  ${each((g) => `mean += total(d[${g}] * y[${g}]);`)}
  ${each((g) => `d[${g}] = y[${g}] * (d[${g}] - mean);`)}
  return loss;`;
  }
  return `float loss = rowLoss(y, t, d);
  ${each((g) => `d[${g}] *= slope[${g}];`)}
  return loss;`;
}

/** `float rowLoss(vec4 y[GROUPS], vec4 t[GROUPS], out vec4 d[GROUPS])`: a row's loss and its gradient by y. */
function lossFunction({ loss: id, summed }: OutputHead, each: Each): string {
  if (isSoftmaxLoss(id)) {
    return `
float rowLoss(vec4 y[GROUPS], vec4 t[GROUPS], out vec4 d[GROUPS]) {
  vec4 logs[GROUPS];
  logSoftmax(y, logs);
  float loss = 0.0, whole = 0.0;
  ${each((g) => `loss -= total(mix(vec4(0), t[${g}] * logs[${g}], notEqual(t[${g}], vec4(0))));\n  whole += total(t[${g}]);`)}
  ${each((g) => `d[${g}] = whole * only(${g}, exp(logs[${g}])) - t[${g}];`)}
  return loss;
}`;
  }
  if (!isPointLoss(id)) {
    return `
// Shares of outputs that are asked for, and not cut off.
bvec4 isSloping(vec4 share, vec4 t) {
  vec4 inside = step(${epsilon}, share) * step(share, vec4(${1 - epsilon}));
  return notEqual(inside * t, vec4(0));
}
float rowLoss(vec4 y[GROUPS], vec4 t[GROUPS], out vec4 d[GROUPS]) {
  float sum = 0.0, pull = 0.0, loss = 0.0;
  ${each((g) => `sum += total(only(${g}, y[${g}]));`)}
  ${each((g) => `vec4 share${g} = only(${g}, y[${g}] / sum);\n  loss -= total(only(${g}, t[${g}] * log(${cut(`share${g}`)})));`)}
  ${each((g) => `vec4 own${g} = mix(vec4(0), t[${g}], isSloping(share${g}, t[${g}]));\n  pull += total(own${g});`)}
  ${each((g) => `d[${g}] = only(${g}, pull / sum - mix(vec4(0), own${g} / y[${g}], isSloping(share${g}, t[${g}])));`)}
  return loss;
}`;
  }
  return `${pointGlsl(id)}
float rowLoss(vec4 y[GROUPS], vec4 t[GROUPS], out vec4 d[GROUPS]) {
  float sum = 0.0, share = 1.0 / float(last.units);
  ${each((g) => `vec4 loss${g}, slope${g};\n  point(y[${g}], t[${g}], loss${g}, slope${g});`)}
  ${each((g) => `sum += total(only(${g}, loss${g}));\n  d[${g}] = ${summed ? '' : 'share * '}only(${g}, slope${g});`)}
  return share * sum;
}`;
}
