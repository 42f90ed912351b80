const PLAIN = /^[\w@%+=:,./-]+$/;

/** A command of losskit as a shell reads it, to copy: words are quoted where they need it. */
export function commandLine(words: readonly string[]): string {
  const quoted = words.map((word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`));
  return ['losskit', ...quoted].join(' ');
}
