/**
 * Something to be said: an id, with the values that its text puts in. @typeParam Values by id; null: its text takes none
 */
export type Message<Values> = {
  [Id in keyof Values]: Values[Id] extends null
    ? { readonly id: Id }
    : { readonly id: Id; readonly values: Values[Id] };
}[keyof Values];

/** A text for each id, from its values. */
export type Texts<Values> = {
  readonly [Id in keyof Values]: (values: Values[Id]) => string;
};

/** What a message says in a language. */
export function messageText<Values>(texts: Texts<Values>, message: Message<Values>): string {
  const text = texts[message.id] as (values: unknown) => string;
  return text('values' in message ? message.values : null);
}
