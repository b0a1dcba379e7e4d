/** What web pages, chats and word processors do to code. */
export const damages: Readonly<Record<string, (code: string) => string>> = {
  tabs: (code) => code.replace(/^( {4})+/gm, (found) => '\t'.repeat(found.length / 4)),
  quotes: (code) =>
    code
      .replace(/'([^'\n]*)'/g, '‘$1’')
      .replace(/"([^"\n]*)"/g, '“$1”')
      .replaceAll(' - ', ' – '),
  blanks: (code) => code.replace(/^/gm, '    ').replaceAll(' ', '\u00a0'),
  entities: (code) =>
    code
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;'),
  prompts: (code) => code.replace(/^(?=\S)/gm, '>>> ').replace(/^(?=\s+\S)/gm, '... '),
  prose: (code) =>
    `Hello, I have a small network that does not learn what it should.\nThis is my code:\n\n${code}\n\nThe loss stays where it was and I do not know why. Any help is welcome!\nEpoch 1: loss 0.6931\n`,
  fences: (code) =>
    `My program:\n\n\`\`\`python\n${code}\n\`\`\`\nIt prints\n\`\`\`text\nloss = 0.5\nlr = 7\n\`\`\``,
  numbers: (code) =>
    code
      .split('\n')
      .map((line, i) => `${i + 1} ${line}`)
      .join('\n'),
  'blank lines': (code) => code.replaceAll('\n', '\n\n'),
  'no blank lines': (code) => code.replace(/\n\s*\n+/g, '\n'),
  'no indentation': (code) => code.replace(/^[ \t]+/gm, ''),
  'no plus': (code) => code.replaceAll(' + ', ' '),
  'cut off': (code) => code.slice(0, Math.floor(0.7 * code.length)),
};
