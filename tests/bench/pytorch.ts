import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Plan } from '#src/engine/contract/course.ts';
import { pythonWith } from '../support/python.ts';
import type { Measured } from './measure.ts';
import { type Budget, summary } from './time-steps.ts';

/** Trains for a while, several times; prints the version and the microseconds a step. */
const script = `
import json, sys, time
import torch
from torch import nn
spec = json.loads(sys.argv[1])
sizes = [spec["inputs"], *spec["units"]]
parts = []
for a, b in zip(sizes, sizes[1:]):
    parts += [nn.Linear(a, b), nn.ReLU()]
net = nn.Sequential(*parts[:-1])
make = torch.optim.Adam if spec["optimizer"] == "adam" else torch.optim.SGD
more = {} if spec["optimizer"] == "adam" else {"momentum": 0.9}
optimizer = make(net.parameters(), lr=spec["rate"], **more)
rows, batch = spec["rows"], spec["batch"]
x = torch.rand(rows, sizes[0])
y = torch.randint(sizes[-1], (rows,)) if spec["classes"] else torch.rand(rows, sizes[-1])
loss = nn.CrossEntropyLoss() if spec["classes"] else nn.MSELoss()
def train(milliseconds):
    start, steps, at = time.perf_counter(), 0, 0
    while True:
        optimizer.zero_grad()
        loss(net(x[at:at + batch]), y[at:at + batch]).backward()
        optimizer.step()
        steps, at = steps + 1, (at + batch) % rows
        took = 1000 * (time.perf_counter() - start)
        if took >= milliseconds:
            return 1000 * took / steps
train(spec["warmUp"])
times = [train(spec["repeat"]) for _ in range(spec["repeats"])]
print(json.dumps({"version": torch.__version__, "threads": torch.get_num_threads(), "times": times}))
`;

/** The peer outside the browser: PyTorch on the processor, where Python has it. */
export async function measurePytorch({ model, course }: Plan, budget: Budget): Promise<Measured> {
  const { network, optimizer, batchSize, rows, loss } = model;
  const spec = {
    inputs: network.inputs,
    units: network.layers.map(({ units }) => units),
    optimizer: optimizer.id,
    rate: course.replicas[0]?.learningRate,
    rows,
    batch: batchSize,
    classes: loss.id === 'cross_entropy',
    ...budget,
  };
  const python = pythonWith('torch');
  if (!python) return { ok: false, reason: 'no Python here has torch' };
  try {
    const { stdout } = await promisify(execFile)(python, ['-c', script, JSON.stringify(spec)]);
    const { version, threads, times } = JSON.parse(stdout) as {
      readonly version: string;
      readonly threads: number;
      readonly times: readonly number[];
    };
    const device = `PyTorch ${version}, ${threads} threads`;
    return { ok: true, device, time: summary(times), calls: null };
  } catch (error) {
    const lines = String(error).trim().split('\n');
    return { ok: false, reason: lines.at(-1) ?? 'Python does not start' };
  }
}
