/** A picture of width × height pixels. */
export interface Pixels {
  /** [width × height × 4] red, green, blue and opacity, the top row first. */
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}
