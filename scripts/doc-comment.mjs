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

/** Whether Markdown shows a paragraph as code. @param {string} paragraph */
export const isIndented = (paragraph) => paragraph.startsWith('    ');

/**
 * The paragraphs before the tags of a doc comment, each on one line but for indented ones.
 *
 * @param {string} comment
 */
export function paragraphsOf(comment) {
  const [prose = ''] = comment.split(/^(?=@)/m);
  return prose
    .trim()
    .split('\n\n')
    .map((paragraph) => (isIndented(paragraph) ? paragraph : onOneLine(paragraph)));
}

/** @param {string} text */
export function onOneLine(text) {
  return text.trim().replace(/\s*\n\s*/g, ' ');
}
