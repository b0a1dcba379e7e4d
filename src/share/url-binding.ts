/** The parts of a window that the binding needs. */
export type AddressHost = Pick<
  Window,
  | 'location'
  | 'history'
  | 'addEventListener'
  | 'removeEventListener'
  | 'setTimeout'
  | 'clearTimeout'
>;

/** The page's address as a place to keep one text: the fragment, without `#`. */
export interface UrlBinding {
  /** What the address says now. */
  read(): string;
  /**
   * Puts a text into the address. `replace` gathers changes for a moment and leaves no trace in the history; `push`
   * is for what the reader would want to go back from, and happens at once. Until the first write the address stays
   * as it was opened.
   */
  write(hash: string, mode: 'replace' | 'push'): void;
  /** What was remembered with the present entry of the history, null where nothing was; it survives a reload. */
  remembered(): unknown;
  /** Remembers plain data with the present entry of the history, and with those that are pushed after it. */
  remember(data: unknown): void;
  /** Told when the reader goes back or forward or edits the address; never of our own writes. */
  subscribe(listener: (hash: string) => void): () => void;
  /** Loads the page again, with the address as it should be. */
  reload(): void;
  /** Writes what is still waiting, and lets go of the window. */
  dispose(): void;
}

/** The page as a link opens it. @param hash without `#` */
export function pageLink(hash: string): string {
  return new URL(`#${hash}`, document.baseURI).href;
}

/** Between two entries at least: browsers allow about a hundred history calls in half a minute. */
const gapMilliseconds = 400;

/** Binds to a window's address; the only code that touches `location` and `history`. */
export function bindUrl(host: AddressHost = window): UrlBinding {
  const listeners = new Set<(hash: string) => void>();
  let waiting: string | null = null;
  let timer: number | undefined;
  let seen = read();

  function read(): string {
    return host.location.hash.replace(/^#/, '');
  }

  function put(hash: string, mode: 'replace' | 'push'): void {
    if (hash === read()) return;
    const address = `${host.location.pathname}${host.location.search}#${hash}`;
    if (mode === 'push') host.history.pushState(host.history.state, '', address);
    else host.history.replaceState(host.history.state, '', address);
    seen = read();
  }

  function forget(): void {
    host.clearTimeout(timer);
    timer = undefined;
    waiting = null;
  }

  function flush(): void {
    if (waiting !== null) put(waiting, 'replace');
    forget();
  }

  /** One change of address can give two events. */
  function notice(): void {
    const hash = read();
    if (hash === seen) return;
    seen = hash;
    forget();
    for (const listener of listeners) listener(hash);
  }

  const events = [
    ['popstate', notice],
    ['hashchange', notice],
    ['pagehide', flush],
  ] as const;
  for (const [type, handler] of events) host.addEventListener(type, handler);

  return {
    read,
    write(hash, mode) {
      if (mode === 'push') {
        flush();
        put(hash, 'push');
        return;
      }
      waiting = hash;
      timer ??= host.setTimeout(flush, gapMilliseconds);
    },
    remembered: () => host.history.state as unknown,
    remember(data) {
      host.history.replaceState(data, '');
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reload() {
      flush();
      host.location.reload();
    },
    dispose() {
      flush();
      listeners.clear();
      for (const [type, handler] of events) host.removeEventListener(type, handler);
    },
  };
}
