// @ts-check

/** Columns of a terminal that a text takes: what is Chinese takes two. @param {string} text */
function widthOf(text) {
  return text.length + (text.match(/[\p{Script=Han}，。；：！？、]/gu)?.length ?? 0);
}

/** A table as the formatter of Markdown leaves it. @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
export function markdownTable(head, rows) {
  const widths = head.map((title, column) =>
    Math.max(widthOf(title), ...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  const padded = (/** @type {string} */ cell, /** @type {number} */ column) =>
    `${cell}${' '.repeat((widths[column] ?? 0) - widthOf(cell))}`;
  return [head, widths.map((width) => '-'.repeat(width)), ...rows]
    .map((cells) => `| ${cells.map(padded).join(' | ')} |`)
    .join('\n');
}
