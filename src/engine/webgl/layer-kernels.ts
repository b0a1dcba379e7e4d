import type { ModelPlan } from '#src/engine/contract/model-plan.ts';
import type { StageDraw } from '#src/engine/webgl/columns.ts';
import { coveringVertex } from '#src/engine/webgl/glsl/common.ts';
import { deltaFragment } from '#src/engine/webgl/glsl/delta.ts';
import { forwardFragment } from '#src/engine/webgl/glsl/forward.ts';
import {
  type OutputHead,
  type OutputPurpose,
  outputFragment,
} from '#src/engine/webgl/glsl/output.ts';
import { groupsOf, type LayerLayout, type Layout } from '#src/engine/webgl/layout.ts';
import type { Kernel, Uniforms } from '#src/engine/webgl/programs.ts';
import { activationsUnit, deltasUnit } from '#src/engine/webgl/units.ts';
import type { ActivationId, OutputActivationId } from '#src/experiment/ids.ts';
import { dropoutMap, dropoutThreshold } from '#src/network/dropout.ts';
import type { LayerShape } from '#src/network/shape.ts';

/** One for each draw of the hidden layers. */
export function forwardKernels(plan: ModelPlan, layout: Layout): Kernel[] {
  const { columns, replicas } = layout;
  const { draws } = columns.activations;
  return draws.map((draw, stage) => {
    const [first, own] = ends(draw);
    const sharesDraw = first !== own;
    const isLastDraw = stage === draws.length - 1;
    const before = sharesDraw ? { ...hidden(plan, first), inputs: plan.network.inputs } : null;
    const fragment = forwardFragment(layout, {
      ...hidden(plan, own),
      source: stage === 0 ? 'data' : 'activations',
      replicas,
      before,
      joins: { inputs: isLastDraw && columns.gathered > 0, activations: isLastDraw && stage > 0 },
    });
    const uniforms = {
      layer: layerUniforms(layout, own),
      before: layerUniforms(layout, first),
      activations: inputsUnit(layout, own),
      joint: {
        inputX: columns.inputX,
        otherX: columns.activations.otherX,
        inputGroups: columns.gathered,
      },
      dropout: dropoutUniforms(plan, own),
      dropoutBefore: dropoutUniforms(plan, first),
      dropoutSeeds: plan.replicas.map(({ dropoutSeed }) => dropoutSeed),
    };
    return { vertex: coveringVertex, fragment, uniforms };
  });
}

/** One for each draw of the backward pass, from the last layer on. */
export function backwardKernels(plan: ModelPlan, layout: Layout): Kernel[] {
  const last = layout.layers.length - 1;
  const { draws, otherX } = layout.columns.deltas;
  return draws.map((draw, stage) => {
    const [, own] = ends(draw);
    if (own === last) return outputKernel(plan, layout, 'train');
    const next = own + 1;
    const through = next < last && draw.layers.includes(next);
    const fragment = deltaFragment(layout, {
      last: draw.layers.includes(last) ? headOf(plan) : null,
      through,
      joins: stage > 0 && stage === draws.length - 1,
    });
    const uniforms = {
      ...outputUniforms(plan, layout),
      layer: layerUniforms(layout, own),
      next: layerUniforms(layout, next),
      slopes: slopesUnit(layout, own),
      nextSlopes: slopesUnit(layout, next),
      deltas: deltasUnit(layerAt(layout, through ? last : next).deltas.texture),
      otherX,
    };
    return { vertex: coveringVertex, fragment, uniforms };
  });
}

export function outputKernel(plan: ModelPlan, layout: Layout, purpose: OutputPurpose): Kernel {
  const source = layout.layers.length === 1 ? 'data' : 'activations';
  return {
    vertex: coveringVertex,
    fragment: outputFragment(layout, source, headOf(plan), purpose),
    uniforms: outputUniforms(plan, layout),
  };
}

function outputUniforms(plan: ModelPlan, layout: Layout): Uniforms {
  const last = layout.layers.length - 1;
  return {
    last: layerUniforms(layout, last),
    activations: inputsUnit(layout, last),
    huberDelta: plan.loss.huberDelta,
    middle: plan.middle,
    lastClass: (plan.classes ?? 2) - 1,
  };
}

function headOf({ network, loss, weighted, replicas }: ModelPlan): OutputHead {
  return {
    activation: network.layers.at(-1)?.activation as OutputActivationId,
    loss: loss.id,
    summed: loss.summed,
    weightedReplicas: weighted ? replicas.length : 0,
    groups: groupsOf(network.outputs),
  };
}

function hidden(plan: ModelPlan, layer: number) {
  const { activation, dropout } = shapeAt(plan, layer);
  return { activation: activation as ActivationId, dropout: dropout > 0 };
}

function dropoutUniforms(plan: ModelPlan, layer: number): Uniforms {
  const { activation, dropout } = shapeAt(plan, layer);
  return { threshold: dropoutThreshold(dropout), ...dropoutMap(activation, dropout) };
}

/** The struct `Layer` of the shaders. */
function layerUniforms(layout: Layout, index: number): Uniforms {
  const { inputGroups, unitGroups, units, y, activations, deltas } = layerAt(layout, index);
  return {
    inputGroups,
    unitGroups,
    units,
    index,
    weightsY: y,
    inputX: index === 0 ? 0 : layerAt(layout, index - 1).activations.x,
    activationX: activations.x,
    deltaX: deltas.x,
  };
}

/** Where the activations are that a layer takes in. */
function inputsUnit(layout: Layout, layer: number): number {
  return activationsUnit(layer === 0 ? 0 : layerAt(layout, layer - 1).activations.texture);
}

function slopesUnit(layout: Layout, layer: number): number {
  return activationsUnit(layerAt(layout, layer).activations.texture);
}

/** The layers of a draw that comes first and last in the order of the pass. */
function ends({ layers }: StageDraw): readonly [first: number, own: number] {
  return [layers[0] as number, layers.at(-1) as number];
}

function layerAt({ layers }: Layout, index: number): LayerLayout {
  return layers[index] as LayerLayout;
}

function shapeAt({ network }: ModelPlan, index: number): LayerShape {
  return network.layers[index] as LayerShape;
}
