// @ts-check

/**
 * The text of the doc comment before `export const <name>`, without its asterisks: prose, then tags.
 *
 * @param {string} source
 * @param {string} name
 */
export function docCommentOf(source, name) {
  const end = source.search(new RegExp(`\\*/\\nexport const ${name}\\b`));
  if (end < 0) throw new Error(`${name}: expected a doc comment before its export.`);
  const start = source.lastIndexOf('/**', end) + '/**'.length;
  return source
    .slice(start, end)
    .replace(/^ \* ?/gm, '')
    .trim();
}

/** @param {string} text */
export function onOneLine(text) {
  return text.trim().replace(/\s*\n\s*/g, ' ');
}
