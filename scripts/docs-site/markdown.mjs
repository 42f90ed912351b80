// @ts-check

/** @param {string} text */
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A table; without rows, nothing. @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
export function tableOf(head, rows) {
  if (rows.length === 0) return '';
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** @param {string} language @param {string} code */
export const fenceOf = (language, code) => `\`\`\`${language}\n${code.trim()}\n\`\`\``;

/** A page of the site with what it says of itself. @param {Readonly<Record<string, string>>} frontmatter @param {readonly string[]} blocks */
export function pageOf(frontmatter, blocks) {
  const head = Object.entries(frontmatter).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return `---\ngenerated: true\n${head.join('\n')}\n---\n\n${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** Code between backticks, whatever it holds. @param {string} text */
export const codeOf = (text) => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);
