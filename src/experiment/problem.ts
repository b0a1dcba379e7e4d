/** What is wrong and where: `field` is a field id, or the unknown name as it was given. */
export interface Problem {
  readonly field: string;
  readonly message: string;
}
