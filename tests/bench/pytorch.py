"""Trains for a while, several times; prints what trained and the microseconds a step, of all replicas together."""

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

spec = json.loads(sys.argv[1])
sizes = [spec["inputs"], *spec["units"]]
rows, batch, replicas = spec["rows"], spec["batch"], spec["replicas"]
on_card = spec["on"] == "cuda"
if not on_card:
    torch.set_num_threads(spec["on"])
device = torch.device("cuda" if on_card else "cpu")


class Stacked(nn.Module):
    """As many networks side by side as there are replicas: [replicas, rows, inputs] to [replicas, rows, outputs]."""

    def __init__(self):
        super().__init__()
        pairs = list(zip(sizes, sizes[1:]))
        self.weights = nn.ParameterList(torch.randn(replicas, a, b) / a**0.5 for a, b in pairs)
        self.biases = nn.ParameterList(torch.zeros(replicas, 1, b) for _, b in pairs)

    def forward(self, x):
        for i, (w, b) in enumerate(zip(self.weights, self.biases)):
            x = torch.baddbmm(b, torch.relu(x) if i else x, w)
        return x


def plain():
    parts = []
    for a, b in zip(sizes, sizes[1:]):
        parts += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*parts[:-1])


lead = (replicas,) if replicas > 1 else ()
net = (Stacked() if replicas > 1 else plain()).to(device)
x = torch.rand(*lead, rows, sizes[0], device=device)
labels = (*lead, rows) if spec["classes"] else (*lead, rows, sizes[-1])
y = torch.randint(sizes[-1], labels, device=device) if spec["classes"] else torch.rand(*labels, device=device)
if spec["optimizer"] == "adam":
    # On the card in one kernel, which PyTorch has for Adam in graphs.
    more = {"fused": True, "capturable": True} if on_card else {}
    optimizer = torch.optim.Adam(net.parameters(), lr=spec["rate"], **more)
else:
    optimizer = torch.optim.SGD(net.parameters(), lr=spec["rate"], momentum=0.9)


def loss_of(answer, target):
    """The sum over replicas of their means."""
    flat = answer.flatten(0, len(lead))
    if spec["classes"]:
        return replicas * F.cross_entropy(flat, target.flatten())
    return replicas * F.mse_loss(flat, target.flatten(0, len(lead)))


def step(at):
    optimizer.zero_grad()
    loss_of(net(x[..., at : at + batch, :]), y.narrow(len(lead), at, min(batch, rows - at))).backward()
    optimizer.step()


if on_card:
    starts = list(range(0, rows, batch))[:100]
    side = torch.cuda.Stream()
    with torch.cuda.stream(side):
        for _ in range(3):
            step(0)
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        for at in starts:
            step(at)


def train(milliseconds):
    start, steps, at = time.perf_counter(), 0, 0
    while True:
        if on_card:
            graph.replay()
            torch.cuda.synchronize()
            steps += len(starts)
        else:
            step(at)
            steps, at = steps + 1, (at + batch) % rows
        took = 1000 * (time.perf_counter() - start)
        if took >= milliseconds:
            return 1000 * took / steps


train(spec["warmUp"])
times = [train(spec["repeat"]) for _ in range(spec["repeats"])]
where = torch.cuda.get_device_name() if on_card else f"{torch.get_num_threads()} threads"
print(json.dumps({"device": f"PyTorch {torch.__version__}, {where}", "times": times}))
