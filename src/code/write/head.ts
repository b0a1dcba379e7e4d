import { number } from '#src/code/write/python.ts';
import { hasDropout, oneLine, type PythonLanguage, type Script } from '#src/code/write/script.ts';

const imports = {
  pytorch: ['import torch', 'from torch import nn'],
  keras: ['import keras'],
  numpy: [],
  jax: ['import jax', 'import jax.numpy as jnp'],
} as const satisfies Record<PythonLanguage, readonly string[]>;

const packages = {
  pytorch: 'NumPy, PyTorch',
  keras: 'NumPy, Keras 3 with one of its backends',
  numpy: 'NumPy',
  jax: 'NumPy, JAX',
} as const satisfies Record<PythonLanguage, string>;

/** A stranger's text within one line of a docstring. */
function docText(text: string): string {
  return oneLine(text).replaceAll(/["\\]/g, "'");
}

/** What the script is, its imports and its sizes. */
export function headText(
  { experiment: e, title, link, losses }: Script,
  language: PythonLanguage,
): string {
  const stops = e.targetLoss !== null || e.patience > 0;
  return [
    `"""${docText(title)}`,
    '',
    'The same data, initial parameters and batch orders as in the browser, bit for bit; the losses agree until',
    'rounding has grown: to 1e-5 for a dozen epochs or more, fewer in unstable runs.',
    `Needs ${packages[language]} and Matplotlib.`,
    ...(stops ? ['The rules that end a run early are left out.'] : []),
    ...(link === null ? [] : ['', docText(link)]),
    '"""',
    'import math',
    '',
    'import numpy as np',
    ...imports[language],
    '',
    `DATA_SEED, INIT_SEED, ORDER_SEED, DROPOUT_SEED = ${[
      e.dataSeed,
      e.initSeed,
      e.orderSeed,
      e.dropoutSeed,
    ]
      .map((seed) => seed ?? e.seed)
      .join(', ')}`,
    `ROWS, HELD_OUT, BATCH, EPOCHS = ${e.trainCount}, ${e.heldOutCount}, ${e.batchSize}, ${e.epochs}`,
    `EXPECTED = [${losses.map(number).join(', ')}]  # the running loss of the first epochs in the browser`,
    'WEIGHTS = None  # the name of an .npz file with trained weights: these, and no training',
  ].join('\n');
}

/** Our streams of random numbers: `lib/random.ts` and `lib/mix32.ts` in Python. */
export function randomText({ experiment: e }: Script): string {
  return `# --- Random numbers: one stream for each purpose, seed and index


def mix32(h):
    h &= 0xFFFFFFFF
    h = (h ^ h >> 16) * 0x7FEB352D & 0xFFFFFFFF
    h = (h ^ h >> 15) * 0x846CA68B & 0xFFFFFFFF
    return h ^ h >> 16


def stream(seed, purpose, index=0):
    """Uniform numbers in [0, 1) with 53 bits, by xoroshiro128+."""
    h = mix32(seed)
    for letter in purpose:
        h = mix32(h + ord(letter))
    seed = mix32(h + index)
    mask = (1 << 64) - 1
    a, b = 0xFFFFFFFF00000000 | ~seed & 0xFFFFFFFF, seed << 32

    def next32():
        nonlocal a, b
        out = a + b & 0xFFFFFFFF
        b ^= a
        a = ((a << 24 | a >> 40) ^ b ^ b << 16) & mask
        b = (b << 37 | b >> 27) & mask
        return out

    return lambda: ((next32() >> 5) * 2**26 + (next32() >> 6)) / 2**53


def normals(uniform, deviation):
    """Normal numbers by the polar method, two at a time."""
    kept = []

    def draw():
        if kept:
            y, r = kept.pop()
        else:
            r = 2
            while r == 0 or r > 1:
                x, y = uniform() * 2 - 1, uniform() * 2 - 1
                r = x * x + y * y
            kept.append((x, r))
        return deviation * y * math.sqrt(-2 * math.log(r) / r)

    return draw


def permutation(count, uniform):
    order = list(range(count))
    for i in range(count - 1, 0, -1):
        j = math.floor(uniform() * (i + 1))
        order[i], order[j] = order[j], order[i]
    return order${hasDropout(e) ? masksText : ''}`;
}

const masksText = `


def mixed(h):
    """mix32 of an array."""
    h = h.astype(np.uint32)
    h = (h ^ h >> 16) * np.uint32(0x7FEB352D)
    h = (h ^ h >> 15) * np.uint32(0x846CA68B)
    return h ^ h >> 16


def kept_units(step, layer, rows, units, p):
    """Which units of a layer dropout keeps in a step, [rows, units]."""
    key = mix32(mix32(mix32(DROPOUT_SEED) + step) + layer)
    by_row = mixed(np.arange(rows, dtype=np.uint64)[:, None] + key & 0xFFFFFFFF)
    both = by_row.astype(np.uint64) + np.arange(units, dtype=np.uint64)
    return mixed(both & np.uint64(0xFFFFFFFF)) >> 8 >= math.floor(p * 2**24 + 0.5)`;
