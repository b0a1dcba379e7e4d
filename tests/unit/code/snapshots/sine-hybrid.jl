# A
#
# The same data, initial parameters and batch orders as in the browser; the losses agree until rounding has grown: to
# 1e-5 for a dozen epochs or more, fewer in unstable runs.
# Needs Flux, Optimisers and Plots.

using Flux
import Optimisers
using Statistics: mean

DATA_SEED, INIT_SEED, ORDER_SEED = 0, 0, 0
ROWS, HELD_OUT, BATCH, EPOCHS = 1000, 500, 10, 500
EXPECTED = Float64[]  # the running loss of the first epochs in the browser

# --- Random numbers: one stream for each purpose, seed and index

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

"""1 to `count` in random order."""
function permutation(count, uniform)
    order = collect(1:count)
    for i in count-1:-1:1
        j = floor(Int, uniform() * (i + 1))
        order[i+1], order[j+1] = order[j+1], order[i+1]
    end
    return order
end

# --- Data
DOMAINS = [(0, 2 * pi)]

function target(x)
    return sin(x)
end

"""Points and their answers; each purpose has streams of its own."""
function points(purpose, rows, index = 0)
    uniform = stream(DATA_SEED, "$purpose points", index)
    if purpose == "train"
        x, stride = [Float64[] for _ in 1:rows], 1
        for (k, (low, high)) in enumerate(DOMAINS)
            count = ceil(Int, ceil(rows / stride)^(1 / (length(DOMAINS) - k + 1)) - 1e-9)
            last = max(count - 1, 1)
            for (i, point) in enumerate(x)
                step = mod((i - 1) ÷ stride, count)
                push!(point, step == last ? high : low + (high - low) * step / last)
            end
            stride *= count
        end
        y = [target(point...) for point in x]
    else  # only training points lie on a grid
        x = [[low + (high - low) * uniform() for (low, high) in DOMAINS] for _ in 1:rows]
        y = [target(point...) for point in x]
    end
    return x, y
end

function encoded(point)
    u = point
    return u
end

"""Points as the network sees them."""
encode(x) = Float32.(stack(map(encoded, x)))

function answers(y)
    return Float32.(permutedims(y))
end

train_x, train_y = points("train", ROWS)
held_x, held_y = points("held-out", HELD_OUT)
X, Y = encode(train_x), answers(train_y)
held_X, held_Y = encode(held_x), answers(held_y)

# --- Initial parameters
WIDTHS = [1, 100, 100, 1]

"""Weights [units, inputs] and biases of one layer."""
function initial(index, inputs, units)
    uniform = stream(INIT_SEED, "initial weights", index)
    normal = normals(uniform, sqrt(1 / inputs))
    weights = [normal() for _ in 1:inputs*units]
    biases = zeros(units)
    return Float32.(reshape(weights, units, inputs)), Float32.(biases)
end

LAYERS = [initial(i - 1, WIDTHS[i], WIDTHS[i+1]) for i in 1:length(WIDTHS)-1]

# --- Batches and learning rates
STEPS = 100  # of an epoch

"""The batches of an epoch, as lists of rows."""
function batches(epoch)
    if epoch <= 250
        rows = 1:ROWS
    else
        rows = permutation(ROWS, stream(ORDER_SEED, "reshuffle", epoch))
    end
    return [rows[(step-1)*BATCH+1:min(step * BATCH, ROWS)] for step in 1:STEPS]
end

"""The learning rate after so many epochs."""
function rate(time)
    share = 0.001
    return Float32(share)
end

# --- Network and training
net = Chain(
    Dense(1 => 100, relu),
    Dense(100 => 100, relu),
    Dense(100 => 1),
)
for (layer, (weights, biases)) in zip(net.layers, LAYERS)
    layer.weight .= weights
    layer.bias .= biases
end
rule = Optimisers.Adam(0.001, (0.9, 0.999), 1e-8)
state = Flux.setup(rule, net)

function loss_from(outputs, targets)
    errors = outputs .- targets
    return mean(abs2.(errors))
end

function train_step(x, y, rate)
    Flux.adjust!(state, rate)
    loss, gradients = Flux.withgradient(model -> loss_from(model(x), y), net)
    Flux.update!(state, net, gradients[1])
    return loss
end

function train()
    losses, held_losses, taken = Float64[], Float64[], 0
    for epoch in 1:EPOCHS
        total = 0.0
        for rows in batches(epoch)
            loss = train_step(X[:, rows], Y[:, rows], rate(taken / STEPS))
            total += loss * length(rows)
            taken += 1
        end
        push!(losses, total / ROWS)
        push!(held_losses, loss_from(net(held_X), held_Y))
        if epoch <= 10 || mod(epoch, max(EPOCHS ÷ 20, 1)) == 0
            expected = epoch <= length(EXPECTED) ? "  in the browser $(EXPECTED[epoch])" : ""
            println("epoch $epoch: loss $(losses[end]), held out $(held_losses[end])$expected")
        end
    end
    return losses, held_losses
end

losses, held_losses = train()

# --- Charts
using Plots

"""The answer of the network at points, in the units of the data."""
answer(x) = vec(net(encode(x)))

curves = plot(losses; yscale = :log10, label = "running loss", xlabel = "epoch")
plot!(curves, held_losses; label = "held-out loss")
line = range(DOMAINS[1]...; length = 500)
learnt = scatter(first.(train_x), train_y; label = "", alpha = 0.3)
plot!(learnt, line, answer([[x] for x in line]); label = "")
display(plot(curves, learnt; layout = (1, 2), size = (1100, 400)))
