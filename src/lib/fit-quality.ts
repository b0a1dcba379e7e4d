/** How near predictions are to what is right. */
export interface FitQuality {
  /** Root mean squared error, in the unit of the values. */
  readonly rmse: number;
  /** 1 − squared errors over squared distances from the mean; NaN where all values are the same. */
  readonly r2: number;
}

/** @param values @param predictions of one number, [rows] each */
export function fitQuality(values: ArrayLike<number>, predictions: ArrayLike<number>): FitQuality {
  const { length } = values;
  let sum = 0;
  for (let i = 0; i < length; i++) sum += values[i] as number;
  let [unexplained, all] = [0, 0];
  for (let i = 0; i < length; i++) {
    const value = values[i] as number;
    unexplained += ((predictions[i] as number) - value) ** 2;
    all += (value - sum / length) ** 2;
  }
  return { rmse: Math.sqrt(unexplained / length), r2: all === 0 ? NaN : 1 - unexplained / all };
}
