import { z } from 'zod';

const kinds: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
};

/** What is wrong with a value, after the name of the field that it is about. */
function issueWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing';
      return `takes ${kinds[issue.expected] ?? 'another kind of value'}`;
    case 'too_big':
      return `takes at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'is empty';
      return `takes at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => `“${key.slice(0, 40)}”`).join(', ')}: not known`;
    default:
      return 'is not what it takes';
  }
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}

// zod's fast path is `new Function`, which the page's content policy forbids.
z.config({ jitless: true, customError: issueWords });
