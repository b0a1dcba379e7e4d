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
  /** It is over so soon that its way to a worker counts: it may wait there for the work before it. */
  readonly short: boolean;
  /** Told when its worker has nothing else to do first. */
  begin(): void;
}

/** A worker for as long as work takes. */
export interface Lease {
  readonly client: EngineClient;
  /** Whether the worker had other work to do first. */
  readonly follows: boolean;
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
  start(client: EngineClient): void;
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
      const client = this.#clientFor(need);
      if (client !== null) return resolve(this.#lease(need, client));
      const onAbort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(abortError('aborted'));
      };
      const start = (client: EngineClient): void => {
        signal?.removeEventListener('abort', onAbort);
        resolve(this.#lease(need, client));
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

  /**
   * A worker for work whose turn it is, else null. Less urgent work keeps none waiting; short work may follow other short
   * work, one for one, so that a worker need not wait for the page.
   */
  #clientFor(need: Need): EngineClient | null {
    const { gpu, priority, short } = need;
    const rivals = this.#busy.filter(
      (other) => other.gpu === gpu && ranks[other.priority] <= ranks[priority],
    );
    const busy = new Set(rivals.map(({ client }) => client)).size;
    const width = this.width(gpu, priority);
    if (busy < width) return this.#free(gpu);
    const isNext = !this.#waiting.some((other) => other.gpu === gpu && comesBefore(other, need));
    if (!short || !isNext || busy > width) return null;
    const isAlone = ({ client }: Busy) =>
      rivals.filter((other) => other.client === client).length === 1;
    return rivals.find((other) => other.short && isAlone(other))?.client ?? null;
  }

  #free(gpu: boolean): EngineClient {
    const found =
      this.#idle.find((idle) => idle.gpu === gpu) ?? this.#idle.find((idle) => idle.gpu === null);
    if (found === undefined) return this.#makeClient();
    clearTimeout(found.timer);
    this.#idle = this.#idle.filter((other) => other !== found);
    return found.client;
  }

  #lease(need: Need, client: EngineClient): Lease {
    const busy = { ...need, client };
    const first = (): Busy | undefined => this.#busy.find((other) => other.client === client);
    const follows = first() !== undefined;
    this.#setBusy([...this.#busy, busy]);
    if (!follows) need.begin();
    return {
      client,
      follows,
      end: () => {
        const wasFirst = first() === busy;
        this.#setBusy(this.#busy.filter((other) => other !== busy));
        const next = first();
        if (next === undefined) this.#rest(client, need.gpu);
        else if (wasFirst) next.begin();
        this.#startWaiting();
      },
    };
  }

  /** Of each kind only the first can have its turn. */
  #startWaiting(): void {
    for (const gpu of [true, false]) {
      for (const priority of Object.keys(ranks)) this.#startThose(gpu, priority as Priority);
    }
  }

  #startThose(gpu: boolean, priority: Priority): void {
    for (;;) {
      const next = this.#waiting.find((one) => one.gpu === gpu && one.priority === priority);
      const client = next && this.#clientFor(next);
      if (!client) return;
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      next.start(client);
    }
  }

  #setBusy(busy: readonly Busy[]): void {
    this.#busy = busy;
    const computing = busy.filter(({ gpu, priority }) => !gpu && priority !== 'idle');
    this.#onBusy(new Set(computing.map(({ client }) => client)).size);
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
