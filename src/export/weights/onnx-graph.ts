import { bytes, type Field, float, int, message, text } from '#src/export/weights/protobuf.ts';
import { bytesOf, concatenated } from '#src/lib/bytes.ts';

/** The name of a tensor in a graph. */
export type Tensor = string;

/** Elements of tensors, by their numbers in `TensorProto.DataType`. */
export const elements = { float: 1, int64: 7, bool: 9, double: 11 } as const;
type Values = Float32Array | Float64Array | BigInt64Array;

/** Opset 17 of IR version 8: what runtimes of 2022 and later read. */
const versions = { ir: 8, opset: 17 } as const;

/** Numbers of the fields of messages in `onnx.proto`. */
const model = { ir: 1, producer: 2, graph: 7, opset: 8, metadata: 14 } as const;
const graph = { node: 1, name: 2, constant: 5, input: 11, output: 12 } as const;
const node = { input: 1, output: 2, operator: 4, attribute: 5 } as const;
const attribute = { name: 1, float: 2, int: 3, type: 20 } as const;
const attributeTypes = { float: 1, int: 2 } as const;
const tensor = { size: 1, type: 2, name: 8, raw: 9 } as const;

/** An ONNX model as it is put together: each operation is a node, and answers the name of its result. */
export class OnnxGraph {
  readonly #nodes: Field[] = [];
  readonly #constants: Field[] = [];
  #count = 0;

  /** @param sizes of the dimensions; none: a single number */
  constant(values: Values, ...sizes: readonly number[]): Tensor {
    const name = this.#newName('constant');
    const type =
      values instanceof Float32Array
        ? elements.float
        : values instanceof Float64Array
          ? elements.double
          : elements.int64;
    this.#constants.push(
      message(graph.constant, [
        ...sizes.map((size) => int(tensor.size, size)),
        int(tensor.type, type),
        text(tensor.name, name),
        bytes(tensor.raw, bytesOf(values)),
      ]),
    );
    return name;
  }

  /** An operator of ONNX. @param options its attributes: those by name in `floats`, whole numbers in `ints` */
  apply(
    operator: string,
    inputs: readonly Tensor[],
    {
      ints = {},
      floats = {},
      output = this.#newName(operator),
    }: {
      readonly ints?: Readonly<Record<string, number>>;
      readonly floats?: Readonly<Record<string, number>>;
      readonly output?: Tensor;
    } = {},
  ): Tensor {
    const attributes = [
      ...Object.entries(ints).map(([name, value]) => [
        text(attribute.name, name),
        int(attribute.int, value),
        int(attribute.type, attributeTypes.int),
      ]),
      ...Object.entries(floats).map(([name, value]) => [
        text(attribute.name, name),
        float(attribute.float, value),
        int(attribute.type, attributeTypes.float),
      ]),
    ];
    this.#nodes.push(
      message(graph.node, [
        ...inputs.map((input) => text(node.input, input)),
        text(node.output, output),
        text(node.operator, operator),
        ...attributes.map((fields) => message(node.attribute, fields)),
      ]),
    );
    return output;
  }

  cast(input: Tensor, to: keyof typeof elements): Tensor {
    return this.apply('Cast', [input], { ints: { to: elements[to] } });
  }

  /** The model as a file; its input and output are rows of float32. */
  file(
    input: readonly [name: Tensor, columns: number],
    output: readonly [name: Tensor, columns: number],
    metadata: Readonly<Record<string, string>>,
  ): Uint8Array<ArrayBuffer> {
    return concatenated([
      int(model.ir, versions.ir),
      text(model.producer, 'fitscope'),
      message(model.graph, [
        ...this.#nodes,
        text(graph.name, 'network'),
        ...this.#constants,
        rows(graph.input, ...input),
        rows(graph.output, ...output),
      ]),
      message(model.opset, [text(1, ''), int(2, versions.opset)]),
      ...Object.entries(metadata).map(([key, value]) =>
        message(model.metadata, [text(1, key), text(2, value)]),
      ),
    ]);
  }

  #newName(stem: string): Tensor {
    this.#count++;
    return `${stem}_${this.#count}`;
  }
}

/** A `ValueInfoProto` of shape [rows, columns]. */
function rows(field: number, name: Tensor, columns: number): Field {
  const sizes = [[text(2, 'rows')], [int(1, columns)]];
  const shape = message(
    2,
    sizes.map((size) => message(1, size)),
  );
  return message(field, [text(1, name), message(2, [message(1, [int(1, elements.float), shape])])]);
}
