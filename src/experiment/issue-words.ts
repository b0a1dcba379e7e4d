import * as z from 'zod/mini';
import { brief } from '#src/lib/brief.ts';
import { words } from '#words/base/experiment.ts';

const kinds: Readonly<Record<string, string>> = {
  number: words.aNumber,
  int: words.aWholeNumber,
  string: words.text,
  boolean: words.trueOrFalse,
  array: words.aList,
  tuple: words.aList,
  object: words.anObject,
};

/** What is wrong with a value, after the name of the field that it is about. */
function issueWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return words.isMissing;
      return words.takes(kinds[issue.expected] ?? words.anotherKind);
    case 'too_big':
      return words.takesAtMost(issue.maximum, issue.origin);
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return words.isEmpty;
      return words.takesAtLeast(issue.minimum, issue.origin);
    case 'unrecognized_keys':
      return words.notKnown(issue.keys.map((key) => `“${brief(key)}”`).join(', '));
    default:
      return words.isNotWhatItTakes;
  }
}

// zod's fast path is `new Function`, which the page's content policy forbids.
z.config({ jitless: true, customError: issueWords });
