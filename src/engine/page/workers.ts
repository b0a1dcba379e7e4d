import type { EngineClient } from '#src/engine/page/client.ts';
import { abortError } from '#src/lib/abort.ts';

/** How long work may wait: `now` for none but its like, `study` for none that is idle, `idle` for all. */
export type Priority = 'now' | 'study' | 'idle';

const ranks: Readonly<Record<Priority, number>> = { now: 0, study: 1, idle: 2 };

/** What work needs of a worker. */
export interface Need {
  /** It computes on the GPU, which one worker keeps busy. */
  readonly gpu: boolean;
  readonly priority: Priority;
  /** Its place among work of the same priority. */
  readonly order: number;
}

/** A worker for as long as work takes. */
export interface Lease {
  readonly client: EngineClient;
  end(): void;
}

interface Idle {
  readonly client: EngineClient;
  /** What it has computed on; null: nothing yet. */
  readonly gpu: boolean | null;
  readonly timer: ReturnType<typeof setTimeout>;
}

interface Busy extends Need {
  readonly client: EngineClient;
}

interface Waiting extends Need {
  start(): void;
}

/** A page that is left open gives the memory of its idle workers back; starting one again takes a moment. */
const idleMilliseconds = 60_000;

/** Hands out engine workers, started when they are needed: the most urgent work first. */
export class Workers {
  readonly #makeClient: () => EngineClient;
  readonly #processors: (priority: Priority) => number;
  readonly #onBusy: (workers: number) => void;
  #idle: Idle[] = [];
  #busy: readonly Busy[] = [];
  /** In the order in which they are to start. */
  readonly #waiting: Waiting[] = [];

  /**
   * @param processors workers that compute on the processor at once, with work of a priority
   * @param onBusy told how many do, but for work that gives way to all other
   */
  constructor(
    makeClient: () => EngineClient,
    processors: (priority: Priority) => number,
    onBusy: (workers: number) => void = () => undefined,
  ) {
    this.#onBusy = onBusy;
    this.#makeClient = makeClient;
    this.#processors = processors;
  }

  /** Workers of one kind that are busy at once at the most, with work of equal priority. */
  width(gpu: boolean, priority: Priority): number {
    return gpu ? 1 : this.#processors(priority);
  }

  /** Some worker, busy or not, for a question in passing. */
  any(): EngineClient {
    const known = this.#idle[0]?.client ?? this.#busy[0]?.client;
    if (known !== undefined) return known;
    const client = this.#makeClient();
    this.#rest(client, null);
    return client;
  }

  /** Resolves when it is the work's turn; rejects with an `AbortError`. */
  take(need: Need, signal?: AbortSignal): Promise<Lease> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(abortError('aborted'));
      if (this.#isTurnOf(need)) return resolve(this.#lease(need));
      const onAbort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(abortError('aborted'));
      };
      const start = (): void => {
        signal?.removeEventListener('abort', onAbort);
        resolve(this.#lease(need));
      };
      const waiting: Waiting = { ...need, start };
      signal?.addEventListener('abort', onAbort, { once: true });
      const before = this.#waiting.findLastIndex((other) => comesBefore(other, waiting));
      this.#waiting.splice(before + 1, 0, waiting);
    });
  }

  dispose(): void {
    for (const { timer } of this.#idle) clearTimeout(timer);
    for (const { client } of [...this.#idle, ...this.#busy]) client.dispose();
    this.#idle = [];
  }

  /** Less urgent work keeps none waiting. */
  #isTurnOf({ gpu, priority }: Need): boolean {
    const rivals = this.#busy.filter(
      (other) => other.gpu === gpu && ranks[other.priority] <= ranks[priority],
    );
    return rivals.length < this.width(gpu, priority);
  }

  #lease(need: Need): Lease {
    const found =
      this.#idle.find(({ gpu }) => gpu === need.gpu) ?? this.#idle.find(({ gpu }) => gpu === null);
    if (found !== undefined) {
      clearTimeout(found.timer);
      this.#idle = this.#idle.filter((other) => other !== found);
    }
    const busy = { ...need, client: found?.client ?? this.#makeClient() };
    this.#setBusy([...this.#busy, busy]);
    return {
      client: busy.client,
      end: () => {
        this.#setBusy(this.#busy.filter((other) => other !== busy));
        this.#rest(busy.client, need.gpu);
        const next = this.#waiting.findIndex((waiting) => this.#isTurnOf(waiting));
        if (next >= 0) this.#waiting.splice(next, 1)[0]?.start();
      },
    };
  }

  #setBusy(busy: readonly Busy[]): void {
    this.#busy = busy;
    this.#onBusy(busy.filter(({ gpu, priority }) => !gpu && priority !== 'idle').length);
  }

  #rest(client: EngineClient, gpu: boolean | null): void {
    const end = (): void => {
      this.#idle = this.#idle.filter((other) => other !== idle);
      client.dispose();
    };
    const idle = { client, gpu, timer: setTimeout(end, idleMilliseconds) };
    this.#idle.push(idle);
  }
}

function comesBefore(a: Need, b: Need): boolean {
  return (ranks[a.priority] - ranks[b.priority] || a.order - b.order) < 0;
}
