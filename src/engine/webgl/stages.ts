import type { Stages } from '#src/engine/webgl/columns.ts';

/** Texels that fragments may fetch beyond what they must to spare one draw: more, and two draws are faster. */
const mostExtra = 16384;

/**
 * Which layers share a draw. A draw that waits for the one before costs a device more than a small layer's arithmetic,
 * so where a layer is cheap enough to be worked out anew by every fragment that needs it, it has no draw of its own:
 * - forward, the first layer, from up to three inputs, in the second's draw;
 * - backward, from up to four outputs, the last hidden layer's deltas in the draw of the layer before, and the last
 *   layer's own in the draw that comes next.
 *
 * @param layers in groups of four: a row of inputs with its 1, the units @param blocks of rows, of all replicas
 */
export function stagesOf(
  layers: readonly { readonly inputGroups: number; readonly unitGroups: number }[],
  blocks: number,
): { readonly forward: Stages; readonly backward: Stages } {
  const groups = (l: number) => layers[l]?.unitGroups ?? 0;
  const last = layers.length - 1;
  const hidden = layers.slice(0, -1).map((_, l) => l);
  // For every group of the layer that is worked out: four rows or weights of it.
  const fits = (fetches: number) => 4 * blocks * fetches <= mostExtra;

  const sharesFirst =
    hidden.length > 1 && layers[0]?.inputGroups === 1 && fits(groups(0) * groups(1));
  const isNarrow = hidden.length > 0 && groups(last) === 1;
  const sharesHidden = isNarrow && hidden.length > 1 && fits(groups(last - 1) * groups(last - 2));
  const backward = grouped(hidden.toReversed(), sharesHidden ? 2 : 1);
  const written = (backward[0] ?? []).reduce((sum, l) => sum + groups(l), 1);
  const sharesLast = isNarrow && fits(2 * written * groups(last - 1));
  return {
    forward: grouped(hidden, sharesFirst ? 2 : 1),
    backward: sharesLast
      ? [[last, ...(backward[0] ?? [])], ...backward.slice(1)]
      : [[last], ...backward],
  };
}

/** The first so many together, each of the others alone. */
function grouped(layers: readonly number[], first: number): Stages {
  const rest = layers.slice(first).map((layer) => [layer]);
  return layers.length > 0 ? [layers.slice(0, first), ...rest] : [];
}
