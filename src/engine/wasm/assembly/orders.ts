/**
 * Random orders of 0 … rows − 1 (Fisher-Yates), one after another, the same to the bit as `permute` of `lib/random.ts`
 * draws them. The first word of each holds the start of its stream.
 */
export function shuffle(orders: usize, rows: i32, epochs: i32): void {
  for (; epochs > 0; epochs--) {
    shuffleOne(orders, rows, load<u32>(orders));
    orders += 4 * rows;
  }
}

/**
 * By numbers of xoroshiro128+ (Blackman and Vigna 2018; shifts 24, 16, 37), two for a place, as `lib/random.ts`
 * has them in 32-bit halves. Their state is in locals: in memory it would be read only when swaps before it are done.
 */
function shuffleOne(order: usize, rows: i32, start: u32): void {
  for (let i = 0; i < rows; i++) store<i32>(order + 4 * i, i);
  let s0: u64 = ((<u64>0xffff_ffff) << 32) | <u64>~start;
  let s1: u64 = (<u64>start) << 32;
  for (let i = rows - 1; i > 0; i--) {
    const high = <u64>(<u32>(s0 + s1) >>> 5);
    let mixed = s0 ^ s1;
    s0 = rotl(s0, 24) ^ mixed ^ (mixed << 16);
    s1 = rotl(mixed, 37);
    const low = <u64>(<u32>(s0 + s1) >>> 6);
    mixed = s0 ^ s1;
    s0 = rotl(s0, 24) ^ mixed ^ (mixed << 16);
    s1 = rotl(mixed, 37);
    // Uniform in [0, 1), of 53 random bits.
    const uniform = <f64>((high << 26) | low) * (1.0 / 9007199254740992.0);
    const from = order + 4 * i;
    const to = order + 4 * <i32>(uniform * <f64>(i + 1));
    const swapped = load<i32>(from);
    store<i32>(from, load<i32>(to));
    store<i32>(to, swapped);
  }
}
