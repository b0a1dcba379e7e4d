/** What Chromium, Firefox, Safari and the bundler's loader of style sheets say. */
const complaint =
  /dynamically imported module|importing a module script failed|unable to preload css/i;

/** Whether an error says that code which is fetched on demand did not come: no network, or the site was updated. */
export function isMissingPart(error: unknown): boolean {
  return error instanceof Error && complaint.test(error.message);
}
