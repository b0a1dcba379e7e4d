import type { Driver } from './driver.ts';
import { nextFile, until } from './processes.ts';

const byTestId = (id: string) => `[data-testid="${id}"]`;

/** The page as a reader meets it, in whatever browser. Things in it are named by their test ids, not by their words. */
export class AppPage {
  readonly #driver: Driver;
  readonly #address: string;
  readonly #downloads: string;

  /** @param downloads the folder where the driver's files arrive */
  constructor(driver: Driver, address: string, downloads: string) {
    this.#driver = driver;
    this.#address = address;
    this.#downloads = downloads;
  }

  /** Opens a link. @param hash without its `#`; empty for a first visit */
  async open(hash: string): Promise<void> {
    await this.#driver.open(`${this.#address}#${hash}`);
    await this.#seen('run');
  }

  /** Presses something as soon as that can be pressed. */
  async press(id: string): Promise<void> {
    await this.#seen(id);
    await this.#driver.click(byTestId(id));
  }

  async type(id: string, text: string): Promise<void> {
    await this.#seen(id);
    await this.#driver.type(byTestId(id), text);
  }

  /** What something says, or holds if it is an input; undefined where it is not on show. */
  async text(id: string): Promise<string | undefined> {
    const text = await this.#driver.run((selector) => {
      const shown = document.querySelector<HTMLElement>(selector);
      return shown instanceof HTMLInputElement ? shown.value : (shown?.innerText ?? null);
    }, byTestId(id));
    return text ?? undefined;
  }

  /** Resolves to the value of a data attribute as soon as it has one. */
  data(id: string, name: string): Promise<string> {
    return until(`${name} of ${id}`, async () => {
      const value = await this.#driver.run(
        (selector, key) => document.querySelector<HTMLElement>(selector)?.dataset[key] ?? null,
        byTestId(id),
        name,
      );
      return value ?? undefined;
    });
  }

  /** Waits until the run has come to its end. @throws Error where it broke down */
  finished(): Promise<true> {
    return until('the end of the run', async () => {
      const phase = await this.data('run', 'phase');
      if (phase === 'failed') throw new Error('the run broke down');
      return phase === 'finished' ? true : undefined;
    });
  }

  /** Presses something that saves a file, and reads it. */
  async saved(...ids: readonly string[]): Promise<Buffer> {
    for (const id of ids) await this.press(id);
    return nextFile(this.#downloads);
  }

  /** Whatever the page has told since it was opened that a quiet page does not. */
  async problems(): Promise<readonly string[]> {
    const told = await this.#driver.run(() => document.documentElement.dataset.problems ?? '[]');
    return [...(JSON.parse(told) as readonly string[]), ...(this.#driver.heard ?? [])];
  }

  /**
   * Waits until something can be pressed: in sight, under nothing, and still, since a press at where a menu was a moment
   * ago meets its neighbour.
   */
  #seen(id: string): Promise<true> {
    let before = '';
    return until(id, async () => {
      const place = await this.#driver.run((selector) => {
        const shown = document.querySelector(selector);
        const [box] = shown?.getClientRects() ?? [];
        if (!shown || !box || shown.matches(':disabled')) return '';
        const { x, y, width, height } = box;
        const met = document.elementFromPoint(x + width / 2, y + height / 2);
        if (shown.contains(met)) return [x, y].join();
        shown.scrollIntoView({ block: 'center' });
        return '';
      }, byTestId(id));
      const isStill = place !== '' && place === before;
      before = place;
      return isStill ? true : undefined;
    });
  }
}
