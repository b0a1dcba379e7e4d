import { describe, expect, it } from 'vitest';
import { presetById } from '#src/experiment/presets.ts';
import { toHash } from '#src/share/link-codec.ts';
import { type AddressHost, bindUrl } from '#src/share/url-binding.ts';
import { followAddress } from '#src/store/app/address.ts';
import { createCommands } from '#src/store/app/commands.ts';
import { createPreferences } from '#src/store/app/preferences.ts';
import { rememberPlace, shownPlace } from '#src/store/app/shown-place.ts';
import { createAppStore } from '#src/store/app/store.ts';
import { createCompareStore } from '#src/store/library/compare-state.ts';

/** A window with a history of its own, whose timers are run by hand. */
function browserWindow(hash: string) {
  const entries = [hash];
  const states: unknown[] = [null];
  let at = 0;
  const timers = new Map<number, () => void>();
  const listeners = new Map<string, (() => void)[]>();
  const put = (address: string) => address.slice(address.indexOf('#'));
  const host = {
    location: {
      pathname: '/',
      search: '',
      get hash() {
        return entries[at] ?? '';
      },
    },
    history: {
      get state() {
        return states[at];
      },
      pushState: (state: unknown, _title: string, address: string) => {
        entries.splice(at + 1, Infinity, put(address));
        states.splice(at + 1, Infinity, state);
        at += 1;
      },
      replaceState: (state: unknown, _title: string, address?: string) => {
        if (address !== undefined) entries[at] = put(address);
        states[at] = structuredClone(state);
      },
    },
    addEventListener: (type: string, listener: () => void) =>
      listeners.set(type, [...(listeners.get(type) ?? []), listener]),
    removeEventListener: () => {},
    setTimeout: (callback: () => void) => {
      timers.set(timers.size + 1, callback);
      return timers.size;
    },
    clearTimeout: (id: number) => timers.delete(id),
  };
  return {
    host: host as unknown as AddressHost,
    entries,
    pause() {
      for (const [id, callback] of timers) {
        timers.delete(id);
        callback();
      }
    },
    back() {
      at -= 1;
      for (const listener of listeners.get('popstate') ?? []) listener();
    },
  };
}

function setUp(hash: string) {
  const window = browserWindow(hash);
  const store = createAppStore();
  const commands = createCommands(
    store,
    createPreferences(() => {
      throw new Error('no storage');
    }),
  );
  const runs: string[] = [];
  followAddress(store, commands, bindUrl(window.host), () =>
    runs.push(store.getState().experiment.target),
  );
  return { window, store, commands, runs };
}

describe('followAddress', () => {
  it('leaves the address of a first visit alone until something changes', () => {
    const { window, commands, runs } = setUp('');
    window.pause();
    expect(window.entries).toEqual(['']);
    commands.setField('epochs', 20);
    window.pause();
    expect(window.entries).toEqual([expect.stringMatching(/^#v=2&target=sum_bin&.*&epochs=20$/)]);
    expect(runs).toEqual([]);
  });

  it('opens what the address says and runs it where it is asked to', () => {
    const { store, runs } = setUp('#v=1&target=sine&loss=mse&out=linear&run=1');
    expect(store.getState().experiment).toMatchObject({ target: 'sine', loss: 'mse' });
    expect(runs).toEqual(['sine']);
    expect(store.getState().notices).toEqual([]);
  });

  it('names what it could not read and opens the rest', () => {
    const { store } = setUp('#v=1&epochs=7&lr=fast&colour=red');
    expect(store.getState().experiment.epochs).toBe(7);
    const [notice] = store.getState().notices;
    expect(notice?.lines).toHaveLength(2);
    expect(notice?.lines.join(' ')).toContain('Learning rate');
    expect(notice?.lines.join(' ')).toContain('colour');
  });

  it('does not guess what a newer version means', () => {
    const { store } = setUp('#v=99&epochs=7');
    expect(store.getState().experiment.epochs).toBe(50);
    expect(store.getState().notices[0]?.title).toContain('newer');
  });

  it('keeps presets apart in the history, and edits out of it', () => {
    const { window, store, commands } = setUp('');
    commands.openPreset('sine-normal');
    for (const epochs of [10, 20, 30]) commands.setField('epochs', epochs);
    window.pause();
    commands.openPreset('spirals');
    expect(window.entries).toHaveLength(3);
    window.back();
    expect(store.getState().experiment).toEqual({
      ...presetById('sine-normal')?.experiment,
      epochs: 30,
    });
    expect(store.getState().presetId).toBe('sine-normal');
  });

  it('does not write what cannot run', () => {
    const { window, commands } = setUp('');
    commands.setField('labelShape', 'row');
    window.pause();
    expect(window.entries).toEqual(['']);
  });

  it('writes what opens again as the same experiment', () => {
    const { window, store, commands } = setUp('');
    commands.chooseTarget('formula');
    window.pause();
    expect(window.entries.at(-1)).toBe(`#${toHash(store.getState().experiment)}`);
    expect(setUp(window.entries.at(-1)!).store.getState().experiment).toEqual(
      store.getState().experiment,
    );
  });
});

/** As the page wires it: the place is remembered with the entries of the history that links lead to. */
function visit(window: ReturnType<typeof browserWindow>) {
  const store = createAppStore();
  const preferences = createPreferences(() => {
    throw new Error('no storage');
  });
  const commands = createCommands(store, preferences);
  const address = bindUrl(window.host);
  const places = createCompareStore(shownPlace(address.remembered()));
  followAddress(
    store,
    commands,
    address,
    () => {},
    () => {
      places.setState(shownPlace(address.remembered()));
    },
  );
  rememberPlace(places, address);
  return { commands, places, shown: () => shownPlace(places.getState()) };
}

describe('the place that is looked at', () => {
  const compared = { view: 'compare', tab: 'sweeps', shownBatch: 'b' } as const;

  it.each(['', '#v=1&epochs=7'])('is there again after a reload of %o', (hash) => {
    const window = browserWindow(hash);
    const first = visit(window);
    expect(first.shown().view).toBe('train');
    first.places.setState(compared);
    expect(window.entries).toEqual([hash]);
    first.commands.setField('epochs', 9);
    window.pause();
    expect(window.entries).toEqual([expect.stringMatching(/^#v=2&target=sum_bin&.*&epochs=9$/)]);
    expect(visit(window).shown()).toEqual(compared);
  });

  it('is left for another experiment, and found again by going back', () => {
    const window = browserWindow('#v=1&epochs=7');
    const { commands, places, shown } = visit(window);
    places.setState(compared);
    commands.openPreset('spirals');
    expect(shown(), 'a new entry is looked at from the same place').toEqual(compared);
    places.setState({ view: 'train' });
    window.back();
    expect(shown()).toEqual(compared);
  });

  it.each([null, 7, 'compare', { view: 'elsewhere' }, { view: 'train', tab: 'sweeps' }])(
    'is the entrance where %o is remembered',
    (remembered) => {
      expect(shownPlace(remembered)).toEqual({ view: 'train', tab: 'runs', shownBatch: null });
    },
  );

  it('needs no more than a view that is known', () => {
    expect(shownPlace({ view: 'compare', tab: 'cellar', shownBatch: 7 })).toEqual({
      view: 'compare',
      tab: 'runs',
      shownBatch: null,
    });
  });
});
