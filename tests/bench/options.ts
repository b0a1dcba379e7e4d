import { parseArgs } from 'node:util';
import { type ContenderId, contenderIds } from './contenders.ts';
import { type Workload, workloads } from './workloads.ts';

export const partIds = [
  'steps',
  'growth',
  'auto',
  'pause',
  'whole',
  'trials',
  'start',
  'page',
  'main-thread',
  'beside-trials',
  'memory',
  'lighthouse',
] as const;
export type PartId = (typeof partIds)[number];

export interface Options {
  readonly quick: boolean;
  readonly parts: readonly PartId[];
  readonly workloads: readonly Workload[];
  readonly contenders: readonly ContenderId[];
  readonly angle: string;
  readonly out: string;
}

export const usage = `usage: npm run bench -- [options]

  --quick               shorter measurements
  --parts a,b           ${partIds.join(', ')} (default: all)
  --workloads a,b       ${workloads.map(({ id }) => id).join(', ')}
  --engines a,b         ${contenderIds.join(', ')}
  --angle name          what draws WebGL: gpu (default; software where there is none), swiftshader, vulkan, …
  --out file            where the JSON goes (default: bench-results.json)`;

/** @throws Error that names the option */
export function readOptions(argv: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      quick: { type: 'boolean', default: false },
      parts: { type: 'string' },
      workloads: { type: 'string' },
      engines: { type: 'string' },
      angle: { type: 'string', default: 'gpu' },
      out: { type: 'string', default: 'bench-results.json' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const names = chosen(
    'workloads',
    values.workloads,
    workloads.map(({ id }) => id),
  );
  return {
    quick: values.quick,
    parts: chosen('parts', values.parts, partIds),
    workloads: workloads.filter(({ id }) => names.includes(id)),
    contenders: chosen('engines', values.engines, contenderIds),
    angle: values.angle,
    out: values.out,
  };
}

function chosen<Id extends string>(
  option: string,
  text: string | undefined,
  all: readonly Id[],
): readonly Id[] {
  if (text === undefined) return all;
  const names = text.split(',');
  const unknown = names.find((name) => !all.some((id) => id === name));
  if (unknown !== undefined) throw new Error(`--${option}: there is no "${unknown}"`);
  return all.filter((id) => names.includes(id));
}
