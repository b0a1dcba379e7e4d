/** A text for each plural category that a language tells apart; `other` serves those without one. */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {
  readonly other: string;
};

/** What texts need of a language beyond its words. @param locale as BCP 47 names it: "en-GB" */
export function formsOf(locale: string) {
  // Made when they are first needed: the page can be read before.
  let rules: Intl.PluralRules | null = null;
  let dates: Intl.DateTimeFormat | null = null;
  return {
    /** The form that goes with a number: "is", "are". */
    plural: (count: number, forms: Forms) => {
      rules ??= new Intl.PluralRules(locale);
      return forms[rules.select(count)] ?? forms.other;
    },
    /** "3 Feb 2026, 14:05". @param time in milliseconds since 1970 */
    date: (time: number) => {
      dates ??= new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
      return dates.format(time);
    },
  } as const;
}
