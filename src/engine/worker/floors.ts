import { answerVariance } from '#src/data/answer-variance.ts';
import type { PreparedSets } from '#src/data/prepared.ts';
import { floorsOf } from '#src/doctor/floors/floors.ts';
import type { FloorsInput, FloorsOutput } from '#src/engine/contract/protocol.ts';

/** The ladder of an experiment, from its data alone. */
export async function floors(
  { experiment }: FloorsInput,
  sets: PreparedSets,
): Promise<FloorsOutput> {
  const data = await sets.get(experiment);
  if (!data.ok) return null;
  const { lossFactor } = data.value;
  return {
    floors: floorsOf({ experiment, data: data.value }),
    lossFactor,
    answerVariance: answerVariance(data.value),
  };
}
