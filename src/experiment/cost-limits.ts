/** The most that one run may ask of a reader's browser; a link beyond it is refused before anything is allocated. */
export const costLimits = {
  steps: 1e9,
  floatingPointOperations: 1e16,
  dataFloats: 2e7,
  encodedInputs: 8192,
  /** Of a set, where each prediction meets each label and no closed form saves the pairs. */
  pairedRows: 20_000,
} as const;
