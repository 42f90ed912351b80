import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);

/**
 * Writes what stands between `<!-- name:begin -->` and `<!-- name:end -->` of a page, on lines of its own. With `--check` as an argument
 * of the process it only compares, and the process ends with 1 if the page is an old one.
 *
 * @param {string} script Who writes, for messages.
 * @param {string} page From the root of the repository.
 * @param {string} name
 * @param {readonly string[]} parts Parted by empty lines.
 */
export function writeSection(script, page, name, parts) {
  writeBetween(script, page, name, ['', ...parts, ''].join('\n\n'));
}

/**
 * As {@link writeSection}, within a line.
 *
 * @param {string} script
 * @param {string} page
 * @param {string} name
 * @param {string} content
 */
export function writeBetween(script, page, name, content) {
  const file = fileURLToPath(new URL(page, root));
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(`${script}: expected ${begin} and ${end} in ${page}, got a page without them.`);
  const updated = text.slice(0, from) + begin + content + text.slice(to);
  if (updated === text) console.log(`${script}: up to date`);
  else if (process.argv.includes('--check')) {
    console.error(`${script}: expected ${page} to be up to date, got an old one; generate writes it.`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, updated);
    console.log(`${script}: wrote ${page}`);
  }
}
