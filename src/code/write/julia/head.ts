import { number } from '#src/code/write/julia/text.ts';
import { hasDropout, oneLine, type Script } from '#src/code/write/script.ts';
import { referredHash } from '#src/experiment/table.ts';
import { isTable } from '#src/experiment/targets.ts';

/** What the script is, its packages and its sizes. */
export function headText({ experiment: e, title, link, losses, network }: Script): string {
  const stops = e.targetLoss !== null || e.patience > 0;
  const packages = [
    'Flux',
    'Optimisers',
    ...(network.layers.some(({ activation }) => activation === 'gelu') ? ['SpecialFunctions'] : []),
    ...(referredHash(e.table) !== null && isTable(e.target) ? ['DelimitedFiles'] : []),
  ];
  const seeds = [
    ['DATA_SEED', e.dataSeed],
    ['INIT_SEED', e.initSeed],
    ['ORDER_SEED', e.orderSeed],
    ...(hasDropout(e) ? ([['DROPOUT_SEED', e.dropoutSeed]] as const) : []),
  ] as const;
  return [
    `# ${oneLine(title)}`,
    '#',
    '# The same data, initial parameters and batch orders as in the browser; the losses agree until rounding has grown: to',
    '# 1e-5 for a dozen epochs or more, fewer in unstable runs.',
    `# Needs ${packages.join(', ')} and Plots.`,
    ...(stops ? ['# The rules that end a run early are left out.'] : []),
    ...(link === null ? [] : ['#', `# ${oneLine(link)}`]),
    '',
    'using Flux',
    'import Optimisers',
    'using Statistics: mean',
    '',
    `${seeds.map(([name]) => name).join(', ')} = ${seeds.map(([, seed]) => seed ?? e.seed).join(', ')}`,
    `ROWS, HELD_OUT, BATCH, EPOCHS = ${e.trainCount}, ${e.heldOutCount}, ${e.batchSize}, ${e.epochs}`,
    `EXPECTED = Float64[${losses.map(number).join(', ')}]  # the running loss of the first epochs in the browser`,
  ].join('\n');
}

/** Our streams of random numbers: `lib/random.ts` and `lib/mix32.ts` in Julia. */
export function randomText({ experiment: e }: Script): string {
  return `# --- Random numbers: one stream for each purpose, seed and index

function mix32(h)
    h = (h ⊻ (h >> 16)) * 0x7feb352d
    h = (h ⊻ (h >> 15)) * 0x846ca68b
    return h ⊻ (h >> 16)
end

"""Uniform numbers in [0, 1) with 53 bits, by xoroshiro128+."""
function stream(seed, purpose, index = 0)
    h = mix32(UInt32(seed))
    for letter in purpose
        h = mix32(h + UInt32(letter))
    end
    h = mix32(h + UInt32(index))
    a, b = 0xffffffff00000000 | UInt64(~h), UInt64(h) << 32
    function next32()
        out = (a + b) & 0xffffffff
        b = b ⊻ a
        a = ((a << 24) | (a >> 40)) ⊻ b ⊻ (b << 16)
        b = (b << 37) | (b >> 27)
        return out
    end
    return () -> ((next32() >> 5) * 2^26 + (next32() >> 6)) / 2^53
end

"""Normal numbers by the polar method, two at a time."""
function normals(uniform, deviation)
    kept = Tuple{Float64,Float64}[]
    function draw()
        if isempty(kept)
            x, y, r = 0.0, 0.0, 2.0
            while r == 0 || r > 1
                x, y = uniform() * 2 - 1, uniform() * 2 - 1
                r = x * x + y * y
            end
            push!(kept, (x, r))
        else
            y, r = pop!(kept)
        end
        return deviation * y * sqrt(-2 * log(r) / r)
    end
    return draw
end

"""1 to \`count\` in random order."""
function permutation(count, uniform)
    order = collect(1:count)
    for i in count-1:-1:1
        j = floor(Int, uniform() * (i + 1))
        order[i+1], order[j+1] = order[j+1], order[i+1]
    end
    return order
end${hasDropout(e) ? masksText : ''}`;
}

const masksText = `

"""Which units of a layer dropout keeps in a step, a column for each row."""
function kept_units(step, layer, units, rows, p)
    key = mix32(mix32(mix32(UInt32(DROPOUT_SEED)) + UInt32(step)) + UInt32(layer))
    least = floor(UInt32, p * 2^24 + 0.5)
    return [mix32(mix32(key + UInt32(row)) + UInt32(unit)) >> 8 >= least for unit in 0:units-1, row in 0:rows-1]
end`;
