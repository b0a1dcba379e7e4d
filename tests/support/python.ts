import { spawnSync } from 'node:child_process';

/** The first Python that has all these modules; null: none. */
export function pythonWith(...modules: readonly string[]): string | null {
  const pythons = ['/usr/bin/python3', 'python3'];
  const hasAll =
    'import importlib.util as u, sys; sys.exit(None in map(u.find_spec, sys.argv[1:]))';
  return (
    pythons.find((python) => spawnSync(python, ['-c', hasAll, ...modules]).status === 0) ?? null
  );
}
