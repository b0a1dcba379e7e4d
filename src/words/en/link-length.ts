/** How many characters places that links are sent through take. */
const steps = { chats: 2000, sites: 8000 } as const;

/** What is to be known of a link of this length; empty where it goes anywhere. */
export function linkLengthNote(length: number): string {
  if (length <= steps.chats) return '';
  if (length <= steps.sites) return ` ${length} characters: too long for some chats.`;
  return ` ${length} characters: send it behind a word, as a hyperlink, or send the file instead.`;
}
