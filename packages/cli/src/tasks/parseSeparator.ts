import { LosskitError } from '@losskit/errors';

/** Names of separators that are awkward to type in a shell. */
const NAMED: Readonly<Record<string, string>> = {
  tab: '\t',
  '\\t': '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
};

/** Reads what separates the cells of a table: a character, or its name. */
export function parseSeparator(text: string): string {
  const separator = NAMED[text.toLowerCase()] ?? text;
  if (/^[^\w"'.+\-\r\n]$/.test(separator) && separator <= '~') return separator;
  throw new LosskitError(
    'option-invalid',
    `--separator: expected tab, or one character such as , ; | that is no letter, digit, sign, point or quote, got '${text}'.`,
  );
}
