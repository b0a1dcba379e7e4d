import { elsewhere } from '#src/code/elsewhere.ts';
import type { ActivationId, OutputActivationId } from '#src/experiment/ids.ts';
import { formulaColumn } from '#src/export/weights/onnx-formula.ts';
import { OnnxGraph, type Tensor } from '#src/export/weights/onnx-graph.ts';
import {
  aboutText,
  layerParameters,
  type TrainedNetwork,
} from '#src/export/weights/trained-network.ts';

/**
 * The whole way from a point to its answer as an ONNX model: `x` [rows, inputs] in the reader's units → features,
 * scaling and encoding in float64 → the network in float32 → `y` [rows, outputs], numbers in the reader's units or, for
 * classes, what the output layer answers. `about` in its metadata says the rest as JSON.
 */
export function onnxOf(trained: TrainedNetwork): Uint8Array<ArrayBuffer> {
  const { task, network, answerScalings } = trained;
  const graph = new OnnxGraph();
  let values = encoded(graph, trained);
  network.layers.forEach((layer) => {
    const { weights, biases } = layerParameters(trained, layer);
    const product = graph.apply('MatMul', [
      values,
      graph.constant(weights, layer.inputs, layer.units),
    ]);
    const z = graph.apply('Add', [product, graph.constant(biases, layer.units)]);
    values = activated(graph, z, layer.activation, network.omega);
  });
  const column = (part: 'offset' | 'scale') =>
    graph.constant(
      Float32Array.from(answerScalings, (scaling) => scaling[part]),
      answerScalings.length,
    );
  const isScaled = answerScalings.some(({ offset, scale }) => offset !== 0 || scale !== 1);
  if (isScaled)
    values = graph.apply('Add', [graph.apply('Mul', [values, column('scale')]), column('offset')]);
  graph.apply('Identity', [values], { output: 'y' });
  return graph.file(['x', task.inputs.length], ['y', network.outputs], {
    about: aboutText(trained),
  });
}

/** Features → scaling → encoding, rounded to float32 at the end, as in training. */
function encoded(graph: OnnxGraph, trained: TrainedNetwork): Tensor {
  const { experiment: e, task, features, inputScalings } = trained;
  let values = graph.cast('x', 'double');
  if (features.length > 0) {
    const columns = task.inputs.map((_, i) => picked(graph, values, [i]));
    values = joined(
      graph,
      features.map((tree) => formulaColumn(graph, tree, columns)),
    );
  }
  const numbers = (part: 'offset' | 'scale') =>
    graph.constant(
      Float64Array.from(inputScalings, (scaling) => scaling[part]),
      inputScalings.length,
    );
  if (e.inputScaling !== 'none')
    values = graph.apply('Div', [
      graph.apply('Sub', [values, numbers('offset')]),
      numbers('scale'),
    ]);
  const columns = inputScalings.length;
  if (e.encoding === 'polynomial') values = monomials(graph, values, columns, e.degree);
  if (e.encoding === 'fourier') values = waves(graph, values, columns, e.octaves);
  return graph.cast(values, 'float');
}

function picked(graph: OnnxGraph, values: Tensor, columns: readonly number[]): Tensor {
  const indices = graph.constant(BigInt64Array.from(columns, BigInt), columns.length);
  return graph.apply('Gather', [values, indices], { ints: { axis: 1 } });
}

function joined(graph: OnnxGraph, parts: readonly Tensor[]): Tensor {
  return graph.apply('Concat', parts, { ints: { axis: 1 } });
}

/** Each degree is the one before times one more column, not before its last. */
function monomials(graph: OnnxGraph, u: Tensor, columns: number, degree: number): Tensor {
  let lasts = Array.from({ length: columns }, (_, i) => i);
  let power = u;
  const powers = [power];
  for (let d = 2; d <= degree; d++) {
    const pairs = lasts.flatMap((last, parent) =>
      Array.from({ length: columns - last }, (_, i) => ({ parent, last: last + i })),
    );
    power = graph.apply('Mul', [
      picked(
        graph,
        power,
        pairs.map(({ parent }) => parent),
      ),
      picked(
        graph,
        u,
        pairs.map(({ last }) => last),
      ),
    ]);
    powers.push(power);
    lasts = pairs.map(({ last }) => last);
  }
  return joined(graph, powers);
}

/** sin and cos of 2ᵏ·π·u in turn. */
function waves(graph: OnnxGraph, u: Tensor, columns: number, octaves: number): Tensor {
  const all = Array.from({ length: columns * octaves }, (_, i) => i);
  const factors = Float64Array.from(all, (i) => 2 ** (i % octaves) * Math.PI);
  const angles = graph.apply('Mul', [
    picked(
      graph,
      u,
      all.map((i) => Math.floor(i / octaves)),
    ),
    graph.constant(factors, factors.length),
  ]);
  const both = joined(graph, [graph.apply('Sin', [angles]), graph.apply('Cos', [angles])]);
  return picked(
    graph,
    both,
    all.flatMap((i) => [i, all.length + i]),
  );
}

function activated(
  graph: OnnxGraph,
  z: Tensor,
  id: ActivationId | OutputActivationId,
  omega: number,
): Tensor {
  return elsewhere[id].onnx.reduce((last, { op, of, ...attributes }) => {
    const inputs = of.map((name) => {
      if (name === 'z') return z;
      if (name === 'last') return last;
      return graph.constant(Float32Array.of(name === 'ω' ? omega : name));
    });
    return graph.apply(op, inputs, attributes);
  }, z);
}
