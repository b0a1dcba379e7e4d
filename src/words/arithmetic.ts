import { kernelDevices } from '#src/experiment/kernel-devices.ts';
import type { Arithmetic } from '#src/share/claim.ts';
import { engineNames } from '#words/engine.ts';

/** An engine by its name, with the device where that is known to decide roundings. */
export function arithmeticName({ engine, build }: Arithmetic): string {
  const name = engineNames[engine];
  return build === undefined ? name : `${name} (${kernelDevices[build]})`;
}
