import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import { coveringVertex } from '#src/engine/webgl/glsl/common.ts';
import { deltaFragment } from '#src/engine/webgl/glsl/delta.ts';
import { forwardFragment } from '#src/engine/webgl/glsl/forward.ts';
import { gradientFragment, rectangleKinds } from '#src/engine/webgl/glsl/gradient.ts';
import { bandRows, normFragment, squaresFragment } from '#src/engine/webgl/glsl/norm.ts';
import { type OutputPurpose, outputFragment } from '#src/engine/webgl/glsl/output.ts';
import { reportFragment, scoreFragment } from '#src/engine/webgl/glsl/report.ts';
import { mostRectangles, tilesVertex } from '#src/engine/webgl/glsl/tiles.ts';
import { updateFragment, updateVertex } from '#src/engine/webgl/glsl/update.ts';
import { groupsOf, type Layout, tilesSize } from '#src/engine/webgl/layout.ts';
import type { ProgramSource, UniformValue } from '#src/engine/webgl/programs.ts';
import type { ActivationId, OutputActivationId } from '#src/experiment/ids.ts';
import { middleOf } from '#src/network/activations.ts';
import { dropoutMap, dropoutThreshold } from '#src/network/dropout.ts';

/** Texture units: a texture stays at its unit for good, but for those that take turns. */
export const units = {
  inputs: 0,
  targets: 1,
  order: 2,
  activations0: 3,
  activations1: 4,
  deltas0: 5,
  deltas1: 6,
  state: 7,
  gradients: 8,
  squares: 9,
  norms: 10,
  scores: 11,
} as const;

/** A program to be made, and the values of its uniforms, which stay. */
export interface Kernel extends ProgramSource {
  readonly uniforms: Readonly<Record<string, UniformValue>>;
}

/** All programs that training, evaluating and measuring a plan takes. */
export interface Kernels<T> {
  /** One for each stage of the hidden layers, in the order of the draws. */
  readonly forward: readonly T[];
  /** One for each stage of the backward pass; the first of them works out the losses. */
  readonly backward: readonly T[];
  readonly output: Readonly<Record<'score' | 'predict', T>>;
  readonly gradient: T;
  readonly squares: T;
  readonly norm: T;
  readonly update: T;
  readonly report: T;
  readonly score: T;
}

/** All of them, in an order of its own. */
export function kernelList<T>(kernels: Kernels<T>): T[] {
  const { forward, backward, output, gradient, squares, norm, update, report, score } = kernels;
  const { predict } = output;
  return [
    output.score,
    predict,
    gradient,
    squares,
    norm,
    update,
    report,
    score,
    ...forward,
    ...backward,
  ];
}

/** The other way: what `kernelList` gave, after each was turned into something else. */
export function kernelsFrom<T>(list: readonly T[], { columns }: Layout): Kernels<T> {
  const [outputScore, predict, gradient, squares, norm, update, report, score, ...passes] =
    list as [T, T, T, T, T, T, T, T, ...T[]];
  const forward = columns.activations.draws.length;
  return {
    output: { score: outputScore, predict },
    gradient,
    squares,
    norm,
    update,
    report,
    score,
    forward: passes.slice(0, forward),
    backward: passes.slice(forward),
  };
}

/** Bands of a tile that the norm's first draw sums apart. */
export function bandsOf({ tile }: Layout): number {
  return Math.ceil((tile.height - 1) / bandRows);
}

export function kernelsOf(plan: ModelPlan, layout: Layout): Kernels<Kernel> {
  const { network, optimizer } = plan;
  const { tile, replicas, slices, columns } = layout;
  const last = layout.layers.length - 1;
  const tiles = [tile.width, tile.height, tile.perColumn];
  const common = {
    ...units,
    tiles,
    stateY: tile.stateY,
    fold: layout.fold,
    omega: network.omega,
    bands: [bandsOf(layout), tile.height],
    slices: [slices, replicas],
    reportY: 0,
  };
  const kernel = (
    fragment: string,
    uniforms: Kernel['uniforms'] = {},
    vertex = coveringVertex,
  ): Kernel => ({ vertex, fragment, uniforms: { ...common, ...uniforms } });

  const activationsOf = (l: number) =>
    l >= 0 && at(layout.layers, l).activations.texture === 1
      ? units.activations1
      : units.activations0;
  const deltasOf = (l: number) =>
    at(layout.layers, l).deltas.texture === 1 ? units.deltas1 : units.deltas0;
  const layerUniforms = (l: number, to: number) => {
    const layer = at(layout.layers, l);
    return {
      layer: [layer.inputGroups, layer.unitGroups, layer.units, l],
      places: [layer.y, l === 0 ? 0 : at(layout.layers, l - 1).activations.x, to],
      activations: activationsOf(l - 1),
    };
  };
  const dropoutOf = (l: number) => at(network.layers, l).dropout;
  const hiddenOf = (l: number) => ({
    activation: at(network.layers, l).activation as ActivationId,
    dropout: dropoutOf(l) > 0,
  });
  const dropoutMaps = (l: number) => {
    const { activation, dropout } = at(network.layers, l);
    const { scale, shift, dropped } = dropoutMap(activation, dropout);
    return [scale, shift, dropped];
  };
  const forward = columns.activations.draws.map(({ layers }, s, { length }) => {
    const l = at(layers, layers.length - 1);
    const b = at(layers, 0);
    const isShared = layers.length > 1;
    const isLast = s === length - 1;
    const draw = {
      ...hiddenOf(l),
      source: s === 0 ? 'data' : 'activations',
      replicas,
      before: isShared ? { ...hiddenOf(b), inputs: network.inputs } : null,
      joins: { inputs: isLast && columns.gathered > 0, activations: isLast && s > 0 },
    } as const;
    const before = at(layout.layers, b);
    return kernel(forwardFragment(layout, draw), {
      ...layerUniforms(l, at(layout.layers, l).activations.x),
      before: [before.y, before.units, before.activations.x],
      joint: [columns.inputX, columns.activations.otherX, columns.gathered],
      dropoutSeeds: plan.replicas.map(({ dropoutSeed }) => dropoutSeed),
      thresholds: [l, b].map((layer) => dropoutThreshold(dropoutOf(layer))),
      dropoutMaps: [l, b].flatMap(dropoutMaps),
    });
  });

  const activation = at(network.layers, last).activation as OutputActivationId;
  const head = { activation, loss: plan.loss.id, groups: groupsOf(network.outputs) };
  const lastSource = last === 0 ? 'data' : 'activations';
  const outputUniforms = (to: number) => ({
    ...layerUniforms(last, to),
    huberDelta: plan.loss.huberDelta,
    middle: middleOf(activation),
  });
  const lastX = at(layout.layers, last).deltas.x;
  const output = (purpose: OutputPurpose) =>
    kernel(outputFragment(layout, lastSource, head, purpose), outputUniforms(lastX));

  const backward = columns.deltas.draws.map(({ layers }, s, { length }) => {
    const l = at(layers, layers.length - 1);
    if (l === last) return output('train');
    const [own, next] = [at(layout.layers, l), at(layout.layers, l + 1)];
    const through = l + 1 < last && layers.includes(l + 1);
    const draw = {
      last: layers.includes(last) ? head : null,
      through,
      joins: s > 0 && s === length - 1,
    };
    const read = through ? last : l + 1;
    return kernel(deltaFragment(layout, draw), {
      ...outputUniforms(lastX),
      slopes: activationsOf(l),
      nextSlopes: activationsOf(l + 1),
      next: [next.inputGroups, next.unitGroups, next.y],
      deltas: deltasOf(read),
      placesAt: [own.activations.x, at(layout.layers, read).deltas.x, own.deltas.x],
      through: [at(layout.layers, last).y, next.activations.x, next.deltas.x],
      otherX: columns.deltas.otherX,
    });
  });

  const depth = layout.layers.length;
  const fromData = columns.gathered === 0;
  const kinds = { data: fromData, layer: depth > 1 };
  const kindOf = (l: number) => (l === 0 && fromData ? rectangleKinds.data : rectangleKinds.layer);
  const rectangles = {
    rectangles: padded(
      [
        ...layout.layers.map((layer, l) => [layer.y, layer.unitGroups, layer.height, kindOf(l)]),
        [tile.stateY, 2, 1, rectangleKinds.state],
      ],
      4,
    ),
    sources: padded(
      layout.layers.map(({ inputs }, l) => {
        const { inputX, deltaX } = at(columns.joint, l);
        return [inputX, deltaX, inputs];
      }),
      3,
    ),
    counts: [depth + 1, replicas],
    activations: columns.activations.jointTexture === 1 ? units.activations1 : units.activations0,
    deltas: columns.deltas.jointTexture === 1 ? units.deltas1 : units.deltas0,
    losses: deltasOf(last),
    lossX: at(layout.layers, last).deltas.x,
  };
  const size = (count: number) => {
    const { width, height } = tilesSize(tile, count);
    return [width, height];
  };
  const accumulates = layout.passRows < Math.min(plan.batchSize, plan.rows);
  const options = {
    shape: layout,
    slots: layout.slots,
    kinds,
    replicas,
    optimizer: optimizer.id,
    clipping: plan.clipping,
    penalised: plan.l1 > 0 || plan.l2 > 0,
    fused: !layout.split,
  };
  const mixing = [
    optimizer.id === 'adam' || optimizer.id === 'adamw' ? optimizer.beta1 : optimizer.momentum,
    optimizer.id === 'rmsprop' ? optimizer.rho : optimizer.beta2,
  ] as const;
  return {
    forward,
    backward,
    output: { score: output('score'), predict: output('predict') },
    gradient: kernel(
      gradientFragment(layout, kinds, accumulates),
      { ...rectangles, targetSize: size(replicas * slices), sliceBlocks: layout.sliceBlocks },
      tilesVertex(layout),
    ),
    squares: kernel(squaresFragment(layout)),
    norm: kernel(normFragment),
    update: kernel(
      updateFragment(options),
      {
        ...rectangles,
        targetSize: size(replicas),
        mixing,
        rest: [1 - mixing[0], 1 - mixing[1]],
        epsilon: optimizer.epsilon,
        penalties: [plan.l2, plan.l1],
      },
      updateVertex(options),
    ),
    report: kernel(reportFragment),
    score: kernel(scoreFragment),
  };
}

/** Vectors one after another, filled up to the shader's array. */
function padded(vectors: readonly (readonly number[])[], width: number): number[] {
  const flat = vectors.flat();
  return [...flat, ...Array<number>(mostRectangles * width - flat.length).fill(0)];
}

function at<T>(list: readonly T[], index: number): T {
  return list[index] as T;
}
