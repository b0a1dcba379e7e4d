/** The part of Web Storage that is used; it may throw at any call (private mode, blocked, full). */
export interface KeyValueStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** Small choices remembered between visits. Where storage is refused they last as long as the page. */
export interface Preferences {
  read(name: PreferenceName): string | null;
  write(name: PreferenceName, value: string): void;
}

type PreferenceName = 'engine';

/** @param open may throw: where storage is blocked, even looking at `window.localStorage` does */
export function createPreferences(open: () => KeyValueStorage): Preferences {
  const attempt = <T>(use: (storage: KeyValueStorage) => T): T | null => {
    try {
      return use(open());
    } catch {
      return null;
    }
  };
  return {
    read: (name) => attempt((storage) => storage.getItem(`fitscope.${name}`)),
    write: (name, value) => {
      attempt((storage) => storage.setItem(`fitscope.${name}`, value));
    },
  };
}
