/** Milliseconds in which a first visit has what it shows: all other files, fetched before, would hold it up. */
const visitFirst = 5000;

/** A newer version of the page, fetched and ready, that is used when the reader wants it. */
export class Updates {
  readonly #container: ServiceWorkerContainer;
  readonly #reload: () => void;
  readonly #listeners = new Set<() => void>();
  #waiting: ServiceWorker | null = null;

  /** @param reload loads the page again */
  constructor(container: ServiceWorkerContainer, reload: () => void) {
    this.#container = container;
    this.#reload = reload;
  }

  /** Soon keeps this version for use without a network, and looks for a newer one. @param script of the service worker */
  async start(script: string): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, visitFirst));
    const registration = await this.#container.register(script);
    this.#notice(registration, registration.waiting);
    registration.addEventListener('updatefound', () => {
      const { installing } = registration;
      installing?.addEventListener('statechange', () => {
        if (installing.state === 'installed') this.#notice(registration, installing);
      });
    });
  }

  readonly isReady = (): boolean => this.#waiting !== null;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Goes over to the newer version. */
  readonly accept = (): void => {
    this.#container.addEventListener('controllerchange', this.#reload, { once: true });
    this.#waiting?.postMessage('activate');
  };

  /**
   * @param worker that waits. The first of all replaces none, though by the time that is told it may have taken over
   */
  #notice({ active }: ServiceWorkerRegistration, worker: ServiceWorker | null): void {
    const isFirst = active === null || active === worker;
    if (worker === null || isFirst || this.#container.controller === null) return;
    this.#waiting = worker;
    for (const listener of this.#listeners) listener();
  }
}
