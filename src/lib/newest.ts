/**
 * Does work for the newest of what is wanted, one at a time: what was wanted and replaced meanwhile is left out.
 *
 * @param work never rejects
 */
export function newestOnly<T>(work: (wanted: T) => Promise<void>): (wanted: T) => void {
  let waiting: { readonly wanted: T } | null = null;
  let atWork = false;
  return (wanted) => {
    waiting = { wanted };
    if (!atWork) void workOff();
  };

  async function workOff(): Promise<void> {
    atWork = true;
    while (waiting !== null) {
      const { wanted } = waiting;
      waiting = null;
      await work(wanted);
    }
    atWork = false;
  }
}
