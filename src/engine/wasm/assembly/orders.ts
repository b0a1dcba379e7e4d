/** The state of xoroshiro128+ (Blackman and Vigna 2018; shifts 24, 16, 37), as `lib/random.ts` has it in 32-bit halves. */
let s0: u64 = 0;
let s1: u64 = 0;

/** The low word of the next number. @inline */
function next(): u32 {
  const drawn = <u32>(s0 + s1);
  const mixed = s0 ^ s1;
  s0 = rotl(s0, 24) ^ mixed ^ (mixed << 16);
  s1 = rotl(mixed, 37);
  return drawn;
}

/** A uniform number in [0, 1) with 53 random bits, of two draws. @inline */
function uniform(): f64 {
  const high = <u64>(next() >>> 5);
  const low = <u64>(next() >>> 6);
  return <f64>((high << 26) | low) * (1.0 / 9007199254740992.0);
}

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

function shuffleOne(order: usize, rows: i32, start: u32): void {
  for (let i = 0; i < rows; i++) store<i32>(order + 4 * i, i);
  s0 = ((<u64>0xffff_ffff) << 32) | <u64>~start;
  s1 = (<u64>start) << 32;
  for (let i = rows - 1; i > 0; i--) {
    const from = order + 4 * i;
    const to = order + 4 * <i32>(uniform() * <f64>(i + 1));
    const swapped = load<i32>(from);
    store<i32>(from, load<i32>(to));
    store<i32>(to, swapped);
  }
}
