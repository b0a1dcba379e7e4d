/** Columns' sums: c = start + Σ over m rows of a. @param n a multiple of 4 */
export function columnSums(a: usize, strideA: usize, start: usize, c: usize, m: i32, n: i32): void {
  for (; n > 0; n -= 4) {
    let acc = v128.load(start);
    let ai = a;
    for (let rows = m; rows > 0; rows--) {
      acc = f32x4.add(acc, v128.load(ai));
      ai += strideA;
    }
    v128.store(c, acc);
    a += 16;
    start += 16;
    c += 16;
  }
}
