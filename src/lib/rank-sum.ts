/**
 * How likely chance alone sets two groups apart by as much as they are, judged by the sum of the ranks of one of them
 * (Wilcoxon 1945, Mann & Whitney 1947): two-sided, ties share their ranks, exact over all groups of these sizes.
 * Takes |a| · |b| · (|a| + |b|)² steps, about.
 *
 * @returns 0…1; 1 where a group is empty
 */
export function rankSumChance(a: readonly number[], b: readonly number[]): number {
  const few = a.length < b.length ? a : b;
  const all = [...a, ...b];
  // Twice the ranks are whole numbers, ties included.
  const rankOf = (value: number) =>
    all.reduce((sum, other) => sum + (other < value ? 2 : other === value ? 1 : 0), 1);
  const ranks = all.map(rankOf);
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  // ways[k][s]: groups of k with ranks that sum to s.
  const ways = Array.from({ length: few.length + 1 }, () => new Float64Array(total + 1));
  (ways[0] as Float64Array)[0] = 1;
  let reached = 0;
  for (const rank of ranks) {
    reached += rank;
    for (let k = few.length; k > 0; k--) {
      const [own, fewer] = [ways[k] as Float64Array, ways[k - 1] as Float64Array];
      for (let sum = reached; sum >= rank; sum--)
        own[sum] = (own[sum] as number) + (fewer[sum - rank] as number);
    }
  }
  const expected = few.length * (all.length + 1);
  const distance = Math.abs(few.reduce((sum, value) => sum + rankOf(value), 0) - expected);
  let [extreme, count] = [0, 0];
  for (const [sum, each] of (ways[few.length] as Float64Array).entries()) {
    count += each;
    if (Math.abs(sum - expected) >= distance) extreme += each;
  }
  return extreme / count;
}
