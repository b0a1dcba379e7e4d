/** What a curve says. */
export interface CurveFigures {
  /** Fall of the natural log of the training loss over the last tenth of the steps; 0: it rests. */
  readonly fall: number;
  /** Share of the records whose loss is above the one before. */
  readonly rises: number;
  /** Held-out over training loss at the end, minus 1. */
  readonly gap: number;
  /** Last held-out loss over the least one. */
  readonly risen: number;
  /** Steps taken, of how many. */
  readonly steps: number;
  readonly wanted: number;
}

export interface LayerSigns {
  readonly units: number;
  /** Share of units without slope on any row. */
  readonly dead: number;
  /** Share of all slopes under a twentieth of the steepest. */
  readonly saturated: number;
  /** Of the activations. */
  readonly mean: number;
  readonly deviation: number;
  readonly gradientNorm: number;
  /** Length of a step over that of the parameters. */
  readonly updateRatio: number;
  /** Numerical rank of the activations over rows. */
  readonly rank: number;
}

/** What the steps of an epoch would come to with the parameters held where they are. */
export interface BatchSigns {
  /** Median size of the gradient of a batch, as clipping measures it: its length, or its largest entry. */
  readonly gradient: number;
  /** Share of the batches whose gradient is clipped; null: none may be. */
  readonly clipped: number | null;
  /** Typical root of the mean square of gradients, which ε is added to; null for optimisers that have none. */
  readonly root: number | null;
  /** Length of what penalties pull at the weights over that of what the data do; 0 without penalties. */
  readonly pull: number;
  /** Mean loss of the last quarter of the batches, and of those before; null where there are too few. */
  readonly seenLast: number | null;
  readonly seenBefore: number | null;
}

/** Where the errors on held-out points lie, as shares. */
export interface EdgeErrors {
  /** Of the points within the training range: those near its ends. */
  readonly points: number;
  /** Of the errors within it: those near its ends. */
  readonly errors: number;
  /** The same with the errors shuffled, 19 times: the highest. */
  readonly highest: number;
  /** Of all errors: those outside it. */
  readonly outside: number;
}

/** A network at one moment, on a sample of training rows. What is summed over rows counts as many as a batch has. */
export interface VitalSigns {
  readonly loss: number;
  readonly layers: readonly LayerSigns[];
  /** Standard deviation of the outputs over that of the targets; null for classes. */
  readonly outputSpread: number | null;
  /** Share of rows of each class that are answered rightly; empty where numbers are answered. */
  readonly accuracies: readonly number[];
  /** Largest eigenvalue of the Hessian of the loss; null where it was not asked for. */
  readonly curvature: number | null;
  /** The rate above which SGD on these rows diverges along it; null for optimisers that scale their steps. */
  readonly largestRate: number | null;
  /** Null where it was not asked for. */
  readonly batches: BatchSigns | null;
}
