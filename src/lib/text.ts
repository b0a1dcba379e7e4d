/** A label inside a sentence: "Learning rate" begins small there, abbreviations and symbols (L2, β₁) stay as they are. */
export function inSentence(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
