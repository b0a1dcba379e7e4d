import type { Verdict } from '#src/doctor/contract.ts';
import { readVerdict } from '#src/doctor/kept-verdict.ts';
import { differingFields } from '#src/experiment/differences.ts';
import { parseExperiment } from '#src/experiment/experiment.ts';
import type { Experiment } from '#src/experiment/fields.ts';
import { fromJsonValue, toJsonValue } from '#src/lib/json-numbers.ts';
import type { KeyValueStorage } from '#src/store/app/preferences.ts';

const key = 'fitscope.verdicts';
const askedKey = 'fitscope.asked';
/** Verdicts that are kept, and characters of all of them. */
const most = { verdicts: 4, characters: 2_000_000 } as const;

/** The kept verdict on an experiment; null: there is none that can be read. @param open may throw */
export function keptVerdict(open: () => KeyValueStorage, experiment: Experiment): Verdict | null {
  const verdicts = written(open).map((candidate) => readVerdict(fromJsonValue(candidate)));
  return (
    verdicts.find((verdict) => verdict !== null && isSame(verdict.experiment, experiment)) ?? null
  );
}

/** Keeps a verdict, before those that were kept earlier. Where storage is refused, nothing is kept. */
export function keepVerdict(open: () => KeyValueStorage, verdict: Verdict): void {
  const others = written(open).filter((candidate) => {
    const known = readVerdict(fromJsonValue(candidate));
    return known !== null && !isSame(known.experiment, verdict.experiment);
  });
  const kept = [toJsonValue(verdict), ...others].slice(0, most.verdicts);
  while (JSON.stringify(kept).length > most.characters) kept.pop();
  try {
    open().setItem(key, JSON.stringify(kept));
  } catch {
    // full or refused
  }
}

/** Notes what is asked about until that is answered or given up. @param experiment null: nothing is asked */
export function noteAsked(open: () => KeyValueStorage, experiment: Experiment | null): void {
  const text = experiment === null ? '' : JSON.stringify(toJsonValue(experiment));
  try {
    open().setItem(askedKey, text.length > most.characters ? '' : text);
  } catch {
    // full or refused
  }
}

/** Whether an experiment was asked about when the page was left. */
export function wasAsked(open: () => KeyValueStorage, experiment: Experiment): boolean {
  try {
    const asked = parseExperiment(fromJsonValue(JSON.parse(open().getItem(askedKey) || 'null')));
    return asked.ok && isSame(asked.value, experiment);
  } catch {
    return false;
  }
}

function written(open: () => KeyValueStorage): readonly unknown[] {
  try {
    const text = open().getItem(key) ?? '[]';
    const found: unknown = text.length > most.characters ? [] : JSON.parse(text);
    return Array.isArray(found) ? found.slice(0, most.verdicts) : [];
  } catch {
    return [];
  }
}

function isSame(a: Experiment, b: Experiment): boolean {
  return differingFields([a, b]).length === 0;
}
