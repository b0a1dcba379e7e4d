import type { Stages } from './columns.ts';

/** Multiplications of 4 × 4 numbers that a draw for two layers may take: more than this, and two draws are faster. */
const mostShared = 8192;

/**
 * Which layers share a draw. A draw that waits for the one before costs a device more than a small layer's arithmetic,
 * so where a layer is cheap enough to be worked out anew by every fragment that needs it, it has none of its own:
 * - forward, the first layer, from up to three inputs, in the second's draw;
 * - backward, the deltas of the last hidden layer, from up to four outputs, in those of the layer before.
 *
 * @param layers in groups of four: a row of inputs with its 1, the units @param blocks of rows, of all replicas
 */
export function stagesOf(
  layers: readonly { readonly inputGroups: number; readonly unitGroups: number }[],
  blocks: number,
): { readonly forward: Stages; readonly backward: Stages } {
  const hidden = layers.slice(0, -1).map((_, l) => l);
  const groups = (l: number) => layers[l]?.unitGroups ?? 0;
  const isCheap = (l: number) => blocks * groups(l) * groups(l + 1) <= mostShared;
  const last = layers.length - 1;
  const joinsFirst = hidden.length > 1 && layers[0]?.inputGroups === 1 && isCheap(0);
  const joinsLast = hidden.length > 1 && groups(last) === 1 && isCheap(last - 2);
  return {
    forward: paired(hidden, joinsFirst),
    backward: [[last], ...paired(hidden.toReversed(), joinsLast)],
  };
}

/** Each in a draw of its own, but for the first two. */
function paired(layers: readonly number[], firstTwo: boolean): Stages {
  const alone = firstTwo ? 2 : 0;
  const rest = layers.slice(alone).map((layer) => [layer]);
  return firstTwo ? [layers.slice(0, 2), ...rest] : rest;
}
