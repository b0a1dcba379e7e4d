/** Where functions of one number are compared: zero, tiny, around every bend, far out, and beyond all sense. */
export const points: readonly number[] = [
  0, 1e-30, 1e-7, 0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.92, 0.93, 1, 1.5, 2, 2.8, 2.9, 4, 5.7, 6.3, 8,
  12, 17, 30, 88, 89, 104, 400, 1e4, 1e30,
].flatMap((z) => (z === 0 ? [z] : [z, -z]));
