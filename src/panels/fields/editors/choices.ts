/** What a list to choose from offers. */
export function choicesOf<Id extends string>(
  names: Readonly<Record<Id, string>>,
): readonly { readonly value: Id; readonly label: string }[] {
  return (Object.keys(names) as Id[]).map((value) => ({ value, label: names[value] }));
}
