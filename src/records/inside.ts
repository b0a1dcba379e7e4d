import type { Probe } from '#src/data/probe.ts';
import type { Histogram } from '#src/lib/histogram.ts';
import type { LayerFigures, UnitFigures } from '#src/network/layer-figures.ts';

/** A network on some training rows, in inference mode. What is summed over rows counts as many as a batch has. */
export interface Inspection {
  /** Rows looked at, at even distances in the training set: fewer for a large network. */
  readonly rows: number;
  readonly loss: number;
  /** ‖∂loss/∂parameters‖ without clipping and penalties. */
  readonly gradientNorm: number;
  /** As in `VitalSigns`. */
  readonly curvature: number | null;
  readonly largestRate: number | null;
  readonly layers: readonly LayerInspection[];
}

export interface LayerInspection extends LayerFigures {
  /** [units] */
  readonly units: readonly UnitFigures[];
  /** Standard deviation of ∂loss/∂z over units and rows. */
  readonly deltaDeviation: number;
  /** ‖∂loss/∂(W, b)‖ of this layer. */
  readonly gradientNorm: number;
  /** As in `LayerSigns`. */
  readonly updateRatio: number;
  readonly histograms: Readonly<Record<'weights' | 'biases' | 'activations', Histogram>>;
}

/** What the units of a network compute along a line or over a plane. */
export interface UnitMaps {
  readonly probe: Probe;
  readonly layers: readonly LayerMaps[];
}

export interface LayerMaps {
  readonly units: number;
  /** The largest |activation| of the layer at the probe. */
  readonly largest: number;
  /** Activations at the probe's rows. */
  readonly maps: readonly { readonly unit: number; readonly values: Float32Array }[];
}

/** One optimizer step from the start. Arrays over parameters are [parameterCount]. */
export interface FirstBatch {
  readonly ok: true;
  /** The batch as indices into the training set. */
  readonly rows: Uint32Array;
  /** [rows × network inputs] */
  readonly inputs: Float32Array;
  /** [rows × target width]: class indices, or values. */
  readonly targets: Float32Array;
  readonly loss: number;
  /** z, f(z) and ∂loss/∂z of each layer, [rows × units]. */
  readonly layers: readonly {
    readonly preactivations: Float64Array;
    readonly activations: Float64Array;
    readonly deltas: Float64Array;
  }[];
  readonly before: Float32Array;
  readonly gradient: Float64Array;
  /** The gradient as the optimizer is given it: clipped, with penalties. */
  readonly used: Float64Array;
  readonly learningRate: number;
  /** What the optimizer keeps for each parameter, after the step. */
  readonly slots: readonly Float64Array[];
  readonly after: Float64Array;
}

/** `large`: a layer has more parameters than can be followed; `dropout`: units are dropped; `data`: it cannot be made. */
export interface NoFirstBatch {
  readonly ok: false;
  readonly reason: 'large' | 'dropout' | 'data';
}
