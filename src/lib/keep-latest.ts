/** Keeps what was computed last, and computes it anew when what it is of has changed. */
export type KeepLatest<T> = (of: readonly unknown[], compute: () => T) => T;

export function keepLatest<T>(): KeepLatest<T> {
  let known: { readonly of: readonly unknown[]; readonly value: T } | null = null;
  return (of, compute) => {
    const isSame = known?.of.length === of.length && of.every((part, i) => part === known?.of[i]);
    known = known !== null && isSame ? known : { of, value: compute() };
    return known.value;
  };
}
