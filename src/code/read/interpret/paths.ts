import type { Language } from '#src/code/read/clean.ts';
import { none, numberValue } from '#src/code/read/interpret/make.ts';
import type { Family, Value } from '#src/code/read/interpret/values.ts';
import type { Place } from '#src/code/read/mapped-text.ts';

/** What a name usually stands for where the text does not import it. */
export const knownNames: Readonly<Record<string, string>> = {
  np: 'numpy',
  nn: 'torch.nn',
  optim: 'torch.optim',
  tf: 'tensorflow',
  keras: 'keras',
  K: 'keras.backend',
  Variable: 'torch.autograd.Variable',
  TensorDataset: 'torch.utils.data.TensorDataset',
  DataLoader: 'torch.utils.data.DataLoader',
  L: 'chainer.links',
  optimizers: 'optimizers',
};

const constants: Readonly<Record<string, number>> = {
  pi: Math.PI,
  π: Math.PI,
  e: Math.E,
  ℯ: Math.E,
  tau: 2 * Math.PI,
};

/** `np.pi`, `math.e`, `π` and the like. */
export function constantOf(path: string, place: Place): Value | undefined {
  const [last, module] = path.split('.').reverse();
  if (last === 'newaxis') return none(place);
  const value = constants[last ?? ''];
  const isConstant =
    value !== undefined &&
    (module === undefined
      ? /^(?:π|pi|ℯ)$/.test(path)
      : /^(?:numpy|np|math|torch|scipy|cmath)$/.test(module));
  return isConstant ? numberValue(value, place, false) : undefined;
}

const families: readonly (readonly [RegExp, Family])[] = [
  [/^torch\b/, 'pytorch'],
  [/^(?:tf\.|tensorflow\.|tensorflow\.python\.)?keras\b|^(?:tensorflow|tf)\b/, 'keras'],
  [/^sklearn\b/, 'sklearn'],
  [/^Flux\b|^Optimisers\b|^NNlib\b/, 'flux'],
  [/^chainer\b/, 'chainer'],
];

export function familyOfPath(path: string): Family | null {
  return families.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

const signs: readonly (readonly [RegExp, Family])[] = [
  [/\btorch\b|\bnn\.(?:Module|Linear|Sequential)\b/g, 'pytorch'],
  [/\bkeras\b|\bmodel\.(?:compile|fit|add)\(|\bDense\(|\btf\./g, 'keras'],
  [/\bsklearn\b|\bMLP(?:Regressor|Classifier)\b/g, 'sklearn'],
  [/\bchainer\b|\bL\.Linear\b|\bFunctionSet\b|\bF\.Linear\b/g, 'chainer'],
];

/** The framework that a text speaks of most. */
export function familyOfText(code: string, language: Language): Family {
  if (language === 'julia') return 'flux';
  const counts = signs.map(([pattern, family]) => ({
    family,
    count: code.match(pattern)?.length ?? 0,
  }));
  const most = counts.reduce((a, b) => (b.count > a.count ? b : a));
  return most.count > 0 ? most.family : 'other';
}
