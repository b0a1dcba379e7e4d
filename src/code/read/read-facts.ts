import { bracketDepth } from '#src/code/read/clean/characters.ts';
import { type CleanCode, cleanCode, type Language } from '#src/code/read/clean.ts';
import { factsOf } from '#src/code/read/facts/facts.ts';
import { type Known, toFact } from '#src/code/read/facts/known.ts';
import { Interpreter } from '#src/code/read/interpret/interpreter.ts';
import { leftOvers } from '#src/code/read/interpret/left-overs.ts';
import { familyOfText } from '#src/code/read/interpret/paths.ts';
import type { Training } from '#src/code/read/interpret/trainings.ts';
import { notebookCode } from '#src/code/read/notebook.ts';
import type { OwnScript } from '#src/code/read/own/own-script.ts';
import type { Stmt } from '#src/code/read/parse/syntax.ts';
import type { Fact, Reading, Refusal } from '#src/code/read/reading.ts';

/** However little a machine does in a millisecond, `fuel` ends what the time does not. */
export const readingLimits = {
  characters: 200_000,
  brackets: 100,
  fuel: 60_000,
  milliseconds: 2000,
  /** Times as long for a script that was written here: hundreds are written to read it. */
  own: 5,
} as const;

export interface ReadingOptions {
  /** A clock that only goes forward. */
  readonly now?: () => number;
  readonly milliseconds?: number;
}

/** Frameworks that are named and not read. */
const unsupported =
  /\b(?:import\s+(?:jax|mxnet|theano|lasagne|caffe|pybrain|paddle|neurolab|cntk)|from\s+(?:jax|flax|mxnet|theano|lasagne|pybrain|paddle)\b|tf\.placeholder|tf\.Session|tf\.compat\.v1|layer_dense\(|feedforwardnet\(|fitnet\(|newff\(|brain\.NeuralNetwork|MultiLayerConfiguration)/;

/**
 * Reads pasted code and says what it tells of each training. Never throws and never runs anything of it; ends by the limits
 * above, whatever is pasted.
 */
export async function readFacts(
  pasted: string,
  { now = () => performance.now(), milliseconds = readingLimits.milliseconds }: ReadingOptions = {},
): Promise<Reading> {
  const text = notebookCode(pasted) ?? pasted;
  if (text.length > readingLimits.characters)
    return refused(text.slice(0, readingLimits.characters), 'tooLong');
  if (bracketDepth(text) > readingLimits.brackets) return refused(text, 'tooDeep');
  const code = cleanCode(text);
  const parser = await parserOf(code.language);
  const start = now();
  const isOver = () => now() - start > milliseconds;
  const isOwnOver = () => now() - start > readingLimits.own * milliseconds;
  const program = parse(parser, code.code.text, isOver);
  const { language } = code;
  if (program === null) return { ...refused(text, 'tooDeep'), language };
  const interpreter = new Interpreter(code, familyOfText(code.code.text, language), {
    fuel: readingLimits.fuel,
    isOver,
  });
  const trainings = interpreter.trainings;
  let found: readonly Training[] = [];
  const isDone = interpreter.run(program, () => {
    found = trainings.all.length > 0 ? trainings.all : leftOvers(interpreter);
  });
  if (!isDone) found = trainings.all;
  const read = withoutRepeats(found.map((training) => placed(factsOf(training, code), code)));
  const own = isOwnScript(text) ? await ownFacts(text, isOwnOver) : null;
  const facts = own === null ? read : [withOwn(own, read[0] ?? [])];
  return {
    text,
    language,
    trainings: facts,
    refusal: refusalOf(isDone, facts.length, text),
  };
}

/** Begins the constants of the scripts that are written here. */
function isOwnScript(text: string): boolean {
  return /^DATA_SEED, INIT_SEED, ORDER_SEED(?:, DROPOUT_SEED)? = /m.test(text);
}

/** Null where it says nothing, or where it takes longer than the limits: it is then read as any code is. */
async function ownFacts(text: string, isOver: () => boolean): Promise<OwnScript | null> {
  try {
    const { readOwnScript } = await import('#src/code/read/own/own-script.ts');
    const own = await readOwnScript(text, isOver);
    return own.facts.length === 0 ? null : own;
  } catch {
    return null;
  }
}

/** What a script that was written here says goes before what any code would say; all that there is where it is whole. */
function withOwn({ facts, isWhole }: OwnScript, read: readonly Fact[]): readonly Fact[] {
  const others = read.filter(({ field, kind }) =>
    isWhole
      ? field === 'framework'
      : kind !== 'open' || facts.every((fact) => fact.field !== field),
  );
  const isKnown = (field: string) =>
    others.some((fact) => fact.field === field && fact.kind !== 'open');
  return [...others, ...facts.filter(({ field }) => !isKnown(field))];
}

type Parse = (source: string, isOver: () => boolean) => readonly Stmt[];

/** A grammar is fetched when code of its language is first read. */
async function parserOf(language: Language): Promise<Parse> {
  return language === 'julia'
    ? (await import('#src/code/read/parse/julia.ts')).parseJulia
    : (await import('#src/code/read/parse/python.ts')).parsePython;
}

/** Null where nesting that only a chain of operators makes overflows the stack. */
function parse(parser: Parse, source: string, isOver: () => boolean): readonly Stmt[] | null {
  try {
    return parser(source, isOver);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function refused(text: string, refusal: Refusal): Reading {
  return { text, language: 'python', trainings: [], refusal };
}

function refusalOf(isDone: boolean, trainings: number, text: string): Refusal | null {
  if (!isDone) return 'tooMuch';
  if (trainings > 0) return null;
  return unsupported.test(text) ? 'unsupported' : 'noTraining';
}

/** Facts with their places in the pasted text. */
function placed(facts: readonly Known[], { code }: CleanCode): readonly Fact[] {
  return facts.map((fact) =>
    toFact({ ...fact, place: fact.place === null ? null : code.origin(fact.place) }),
  );
}

function withoutRepeats(trainings: readonly (readonly Fact[])[]): readonly (readonly Fact[])[] {
  const seen = new Set<string>();
  return trainings.filter((facts) => {
    const key = JSON.stringify(facts.map(({ field, value }) => [field, value]));
    return !seen.has(key) && seen.add(key);
  });
}
