import { spawnSync } from 'node:child_process';

/** The first Python that has all these modules; null: none. */
export function pythonWith(...modules: readonly string[]): string | null {
  const pythons = ['/usr/bin/python3', 'python3'];
  const imports = ['import sys', ...modules.map((name) => `import ${name}`)].join('; ');
  return pythons.find((python) => spawnSync(python, ['-c', imports]).status === 0) ?? null;
}
