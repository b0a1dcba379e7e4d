import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import { tilesSize } from '#src/engine/gpu/tiles.ts';
import { coveringVertex } from '#src/engine/webgl/glsl/common.ts';
import { gradientFragment, type LayerKinds } from '#src/engine/webgl/glsl/gradient.ts';
import { normFragment, squaresFragment } from '#src/engine/webgl/glsl/norm.ts';
import { scoresFragment, stateFragment } from '#src/engine/webgl/glsl/readings.ts';
import { mostRectangles, rectangleKinds, tilesVertex } from '#src/engine/webgl/glsl/tiles.ts';
import { updateFragment, updateVertex } from '#src/engine/webgl/glsl/update.ts';
import type { Layout } from '#src/engine/webgl/layout.ts';
import type { Kernel, Uniforms } from '#src/engine/webgl/programs.ts';
import { activationsUnit, deltasUnit } from '#src/engine/webgl/units.ts';

/** The gradients by a draw of their own, a tile for each replica and slice. */
export function gradientKernel(plan: ModelPlan, layout: Layout): Kernel {
  const accumulates = layout.passRows < Math.min(plan.batchSize, plan.rows);
  return {
    vertex: tilesVertex(),
    fragment: gradientFragment(layout, kindsOf(layout, plan), accumulates),
    uniforms: {
      ...rectangleUniforms(layout, layout.replicas * layout.slices),
      sliceBlocks: layout.sliceBlocks,
    },
  };
}

/** The gradient's norm. */
export function normKernels(layout: Layout) {
  return {
    squares: { vertex: coveringVertex, fragment: squaresFragment(layout), uniforms: {} },
    norm: { vertex: coveringVertex, fragment: normFragment, uniforms: {} },
  };
}

/** The optimiser's step. */
export function updateKernel(plan: ModelPlan, layout: Layout): Kernel {
  const { optimizer, clipping, l1, l2 } = plan;
  const { id, ...constants } = optimizer;
  const rule = { optimizer: id, clipping, penalized: l1 > 0 || l2 > 0 };
  return {
    vertex: updateVertex(layout, clipping),
    fragment: updateFragment(layout, rule, kindsOf(layout, plan)),
    uniforms: {
      ...rectangleUniforms(layout, layout.replicas),
      ...constants,
      oneMinusBeta1: 1 - constants.beta1,
      oneMinusBeta2: 1 - constants.beta2,
      oneMinusRho: 1 - constants.rho,
      l1,
      l2,
    },
  };
}

/** What is read back of a segment. */
export const readingKernels = {
  sumScores: { vertex: coveringVertex, fragment: scoresFragment, uniforms: {} },
  readState: { vertex: coveringVertex, fragment: stateFragment, uniforms: {} },
};

function kindsOf({ columns, layers }: Layout, { network }: ModelPlan): LayerKinds {
  return {
    data: columns.gathered === 0,
    layer: layers.length > 1,
    biases: network.learnsBiases,
  };
}

/** What the vertex shader of tiles and the shaders of gradients are told. @param tiles in the target */
function rectangleUniforms(layout: Layout, tiles: number): Uniforms {
  const { columns, layers, tile, replicas } = layout;
  const cells = layers.map((layer, index) => ({
    y: layer.y,
    width: layer.unitGroups,
    height: layer.height,
    kind: index === 0 && columns.gathered === 0 ? rectangleKinds.data : rectangleKinds.layer,
    inputX: columns.joint[index]?.inputX ?? 0,
    deltaX: columns.joint[index]?.deltaX ?? 0,
    inputs: layer.inputs,
  }));
  const none = { y: 0, width: 0, height: 0, kind: 0, inputX: 0, deltaX: 0, inputs: 0 };
  const rectangles = [...cells, { ...none, width: 2, height: 1, kind: rectangleKinds.state }];
  const { width, height } = tilesSize(tile, tiles);
  const losses = layers.at(-1)?.deltas ?? { texture: 0, x: 0 };
  return {
    rectangles: Array.from({ length: mostRectangles }, (_, i) => rectangles[i] ?? none),
    rectangleCount: rectangles.length,
    targetSize: [width, height],
    replicas,
    activations: activationsUnit(columns.activations.jointTexture),
    deltas: deltasUnit(columns.deltas.jointTexture),
    losses: deltasUnit(losses.texture),
    lossX: losses.x,
  };
}
