import type { FieldKind } from '#src/experiment/field-kinds.ts';
import { changeable, changeableOfKey } from '#src/experiment/fields/changes.ts';
import { multipleOfPi } from '#src/lib/multiple-of-pi.ts';
import { err, ok, type Result } from '#src/lib/result.ts';
import { words as texts } from '#words/base/experiment.ts';

/**
 * What a field's text in a link means, by the field's kind: a candidate for its schema. Refuses only what cannot be read
 * at all. Links of every version are read by these.
 */
export function decodeText(kind: FieldKind, text: string): Result<unknown> {
  return decoders[kind](text);
}

/** More items than any list may have need not be read. */
const mostItems = 72;

const decoders: Readonly<Record<FieldKind, (text: string) => Result<unknown>>> = {
  number: decodeNumber,
  optional_number: (text) => (text === 'none' ? ok(null) : decodeNumber(text)),
  choice: ok,
  text: ok,
  table: ok,
  flag: (text) => (text === '1' ? ok(true) : text === '0' ? ok(false) : err(texts.expected1Or0)),
  domain: (text) => (text === 'auto' ? ok(null) : decodeInterval(text)),
  domains: (text) => decodeList(text, ',', decodeInterval),
  numbers: (text) => decodeList(text, ',', decodeNumber),
  layers: (text) =>
    decodeList(text, ',', (item) => {
      const [units = '', activation = '', dropout = '0', ...rest] = item.split(':');
      if (activation === '' || rest.length > 0) return err(texts.expectedUnitsActivation);
      const [u, d] = [decodeNumber(units), decodeNumber(dropout)];
      if (!u.ok) return u;
      return d.ok ? ok({ units: u.value, activation, dropout: d.value }) : d;
    }),
  phases: (text) =>
    decodeList(text, ',', (item) => {
      const [order = '', epochs, ...rest] = item.split(':');
      if (rest.length > 0) return err(texts.expectedOrderOrOrder);
      if (epochs === undefined) return ok({ order, epochs: null });
      const count = decodeNumber(epochs);
      return count.ok ? ok({ order, epochs: count.value }) : count;
    }),
  changes: (text) =>
    decodeList(text, ',', (item) => {
      const [epoch = '', key = '', value = '', ...rest] = item.split(':');
      const field = changeableOfKey(key);
      if (field === undefined || rest.length > 0) return err(texts.expectedChange);
      const [after, decoded] = [decodeNumber(epoch), decodeText(changeable[field].kind, value)];
      if (!after.ok) return after;
      return decoded.ok ? ok({ epoch: after.value, field, value: decoded.value }) : decoded;
    }),
  formulas: (text) => decodeList(text, ';', ok),
};

/** Numbers are finite decimals; a link never holds hex, blanks or words that `Number` would also take. */
function decodeNumber(text: string): Result<number> {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return err(texts.expectedANumber);
  return ok(Number(text));
}

function decodeInterval(text: string): Result<unknown> {
  const [, from, to] = /^([^.]*(?:\.[^.]+)?)\.\.([^.].*)$/.exec(text) ?? [];
  if (from === undefined || to === undefined) return err(texts.expectedFromTo);
  const [a, b] = [decodeEnd(from), decodeEnd(to)];
  if (!a.ok) return a;
  return b.ok ? ok([a.value, b.value]) : b;
}

/** An end of an interval may also be a multiple of π. */
function decodeEnd(text: string): Result<number> {
  const ofPi = multipleOfPi(text);
  return ofPi === null ? decodeNumber(text) : ok(ofPi);
}

function decodeList(
  text: string,
  separator: string,
  decodeItem: (text: string) => Result<unknown>,
): Result<unknown[]> {
  if (text === 'none') return ok([]);
  const values: unknown[] = [];
  for (const part of text.split(separator, mostItems)) {
    const value = decodeItem(part);
    if (!value.ok) return err(texts.item(values.length + 1, value.error));
    values.push(value.value);
  }
  return ok(values);
}
