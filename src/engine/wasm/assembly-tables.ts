import { codes } from '#src/engine/wasm/codes.ts';
import { laneRows, layerTable, networkTable, replicaTable } from '#src/engine/wasm/tables.ts';
import { leakySlope, selu } from '#src/network/activations.ts';
import { epsilon } from '#src/network/losses.ts';

const tables = { Layer: layerTable, Network: networkTable, Replica: replicaTable };

const constants = {
  laneRows: `i32 = ${laneRows}`,
  epsilon: `f64 = ${epsilon}`,
  leakySlope: `f32 = ${leakySlope}`,
  seluScale: `f32 = ${selu.scale}`,
  seluAlpha: `f32 = ${selu.alpha}`,
};

/** What the kernels share with TypeScript, as AssemblyScript: the build writes it to `assembly/tables.ts`. */
export function assemblyTables(): string {
  return [
    ...Object.entries(tables).map(
      ([name, { fields }]) => `@unmanaged\nexport class ${name} ${block(fields, ': ', ';')}\n`,
    ),
    ...Object.entries(codes).map(
      ([name, members]) => `export const enum ${name} ${block(members, ' = ', ',')}\n`,
    ),
    ...Object.entries(constants).map(([name, value]) => `export const ${name}: ${value};\n`),
  ].join('\n');
}

/** Entries in braces, one per line. */
function block(
  entries: Readonly<Record<string, string | number>>,
  is: string,
  end: string,
): string {
  const lines = Object.entries(entries).map(([name, value]) => `  ${name}${is}${value}${end}\n`);
  return `{\n${lines.join('')}}`;
}
