/** The entry of the builds with threads: what TypeScript calls on one thread, all of them do. */
import { evaluate as evaluateRows } from './inference';
import { trainEpochs as takeEpochs, train as takeSteps } from './step';
import { Network, Replica } from './tables';
import { announce, awaitChange, become, board } from './threads';

export { heapBase } from './heap';
export { predict } from './inference';
export { shuffle } from './orders';

const enum Task {
  train,
  trainEpochs,
  evaluate,
}

/** What all are to do: a task with what it takes. */
@unmanaged
class Call {
  threads: i32;
  task: Task;
  network: Network;
  replica: Replica;
  a: i32;
  b: i32;
  c: i32;
  d: i32;
  e: i32;
}

const call = changetype<Call>(memory.data(offsetof<Call>(), 64));
/** How many calls there were. */
const calls = memory.data(64, 64);

/** How many threads take part from now on, the caller included. The others are in `help`. */
export function employ(threads: i32): void {
  call.threads = threads;
  become(0, threads);
}

/** A thread's whole life. @param index from 1 on */
export function help(index: i32): void {
  let seen = 0;
  for (;;) {
    seen = awaitChange(calls, seen, -1);
    become(index, call.threads);
    perform();
  }
}

export function train(
  network: Network,
  replica: Replica,
  firstStep: i32,
  steps: i32,
  stepsBefore: i32,
  wantsNorm: bool,
): void {
  request(Task.train, network, replica, firstStep, steps, stepsBefore, i32(wantsNorm), 0);
}

export function trainEpochs(
  network: Network,
  replica: Replica,
  done: i32,
  end: i32,
  stepsPerEpoch: i32,
  stepsBefore: i32,
  normsFrom: i32,
): i32 {
  return request(
    Task.trainEpochs,
    network,
    replica,
    done,
    end,
    stepsPerEpoch,
    stepsBefore,
    normsFrom,
  );
}

export function evaluate(
  network: Network,
  replica: Replica,
  inputs: usize,
  targets: usize,
  weights: usize,
  rows: i32,
): void {
  request(Task.evaluate, network, replica, inputs, targets, weights, rows, 0);
}

function request(
  task: Task,
  network: Network,
  replica: Replica,
  a: i32,
  b: i32,
  c: i32,
  d: i32,
  e: i32,
): i32 {
  call.task = task;
  call.network = network;
  call.replica = replica;
  call.a = a;
  call.b = b;
  call.c = c;
  call.d = d;
  call.e = e;
  board.brokenStep = -1;
  if (call.threads > 1) announce(calls, load<i32>(calls) + 1);
  return perform();
}

function perform(): i32 {
  const network = call.network;
  const replica = call.replica;
  const a = call.a;
  const b = call.b;
  const c = call.c;
  const d = call.d;
  switch (call.task) {
    case Task.train:
      takeSteps(network, replica, a, b, c, d !== 0);
      return 0;
    case Task.trainEpochs:
      return takeEpochs(network, replica, a, b, c, d, call.e);
    case Task.evaluate:
      evaluateRows(network, replica, a, b, c, d);
      return 0;
    default:
      return unreachable();
  }
}
