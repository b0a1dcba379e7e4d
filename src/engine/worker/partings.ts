import type { PreparedSets } from '#src/data/prepared.ts';
import type { Partings } from '#src/doctor/contract.ts';
import { signsOf } from '#src/doctor/examine.ts';
import { partingsOf, type SeedSigns } from '#src/doctor/partings.ts';
import type { PartingsInput } from '#src/engine/contract/protocol.ts';

/** Answers the request `partings`; runs whose data cannot be made are left out. */
export async function partings(
  { runs }: PartingsInput,
  sets: PreparedSets,
): Promise<Partings | null> {
  const seen: SeedSigns[] = [];
  for (const { experiment, parameters, fits } of runs) {
    const data = await sets.get(experiment);
    if (data.ok) seen.push({ fits, ...signsOf(experiment, data.value, parameters) });
  }
  return partingsOf(seen);
}
