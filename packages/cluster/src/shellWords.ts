const PLAIN = /^[\w@%+=:,./-]+$/;

/** Words as a shell reads them: in single quotes where they need it. */
export function shellWords(words: readonly string[]): string {
  return words.map((word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}
