/** Characters that take no room: nobody sees them in a name, and nobody types them. */
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g;
/** Joiners matter inside words of some scripts, and direction marks inside a line. */
const MARKS_AT_ENDS =
  /^[\s\u200c-\u200f\u202a-\u202e\u2066-\u2069]+|[\s\u200c-\u200f\u202a-\u202e\u2066-\u2069]+$/g;

/** A cell or a name as it is read: without what cannot be seen, letters composed, one kind of space. */
export function cleanText(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(MARKS_AT_ENDS, '')
    .replace(/[\u00a0\u202f]/g, ' ')
    .normalize('NFC');
}

/** What people, spreadsheets and pandas write where a value is missing. */
const MISSING: ReadonlySet<string> = new Set([
  '',
  '-',
  '–',
  '—',
  '?',
  '.',
  'na',
  'n/a',
  '#na',
  '#n/a',
  '<na>',
  'nan',
  '-nan',
  'nat',
  'none',
  'null',
]);

export function isMissing(text: string): boolean {
  return MISSING.has(text.toLowerCase());
}

const DIGITS_IN_GROUPS = /^[+-]?\d{1,3}(?:([ ,.'’_])\d{3})(?:\1\d{3})*(?:[.,]\d+)?$/;
const WITH_COMMA = /^[+-]?(?:\d+,\d*|,\d+)(?:e[+-]?\d+)?$/i;
const WITH_POINT = /^[+-]?(?:\d+\.\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const INFINITE = /^[+-]?inf(?:inity)?$/i;

/** What text that is no number of the table was probably meant to be; undefined for a word. */
export function nearNumber(text: string): 'infinite' | 'comma' | 'point' | 'groups' | undefined {
  if (INFINITE.test(text) || Math.abs(Number(text.replace(',', '.'))) === Number.POSITIVE_INFINITY)
    return 'infinite';
  if (WITH_COMMA.test(text)) return 'comma';
  if (WITH_POINT.test(text)) return 'point';
  return DIGITS_IN_GROUPS.test(text) ? 'groups' : undefined;
}
