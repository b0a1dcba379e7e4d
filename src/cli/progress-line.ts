/** Where progress is shown: a terminal's line that is written over. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Milliseconds between two updates. */
const updateEvery = 100;

/** One line that says how far training has come and how long it will take; nothing where no terminal is. */
export class ProgressLine {
  readonly #terminal: Terminal | null;
  readonly #total: number;
  readonly #now: () => number;
  readonly #start: number;
  #shown = Number.NEGATIVE_INFINITY;

  /** @param total epochs of all runs @param now milliseconds */
  constructor(terminal: Terminal, total: number, now: () => number) {
    this.#terminal = terminal.isTTY === true ? terminal : null;
    this.#total = total;
    this.#now = now;
    this.#start = now();
  }

  update(finished: number): void {
    const now = this.#now();
    if (this.#terminal === null || now - this.#shown < updateEvery) return;
    this.#shown = now;
    const share = finished / this.#total;
    const left = share > 0 ? ((now - this.#start) * (1 - share)) / share : null;
    const time = left === null ? '' : `, ${duration(left / 1000)} left`;
    const percent = Math.floor(100 * share);
    this.#terminal.write(`\r\x1b[Kepoch ${finished} of ${this.#total}, ${percent} %${time}`);
  }

  /** Leaves the line empty. */
  clear(): void {
    this.#terminal?.write('\r\x1b[K');
  }
}

/** `7 s`, `3 min 20 s`, `2 h 5 min`. @param seconds not negative */
function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`;
}
