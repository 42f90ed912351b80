// Reads the porting tables of docs/how-to/porting.md: what other libraries call each loss.

import { readFileSync } from 'node:fs';

/** The file that has the tables, from the root. */
export const PORTING_FILE = 'docs/how-to/porting.md';

/**
 * @typedef {object} PortingRow
 * @property {readonly string[]} names What the library calls it, with its modules: `torch.nn.functional.huber_loss`.
 * @property {string} left The two cells as they are written.
 * @property {string} right
 * @property {readonly string[]} losses The losses that the other side names, the one that is called first.
 * @property {boolean} isTheLoss Whether the other side is a call as it stands, not minus or twice one.
 */

/** @param {string} text */
const codeOf = (text) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

/** The cells of each row of tables, their heads included. @param {string} text */
function rowsOf(text) {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => {
      const [left = '', right = ''] = line
        .slice(1, -1)
        .split(' | ')
        .map((cell) => cell.trim());
      return { left, right };
    })
    .filter(({ left }) => !/^-+$/.test(left));
}

function portingText() {
  return readFileSync(new URL(`../${PORTING_FILE}`, import.meta.url), 'utf8');
}

/** The rows of all porting tables, their heads included. */
const tableRows = () => rowsOf(portingText());

/**
 * What says something in words, beside code or alone: cells, leads, and the titles and heads of tables that are more than the name of one
 * library.
 */
export function portingSentences() {
  const texts = portingTables().flatMap(({ title, lead, rows: [head, ...rows] }) => [
    lead,
    ...rows.flatMap(({ left, right }) => [left, right]),
    ...[title, head?.left ?? ''].filter((text) => text.includes(' ')),
  ]);
  return new Set(texts.filter((text) => /[a-z]/i.test(text.replace(/`[^`]+`/g, ''))));
}

/**
 * A table of the porting section as it is written.
 *
 * @typedef {object} PortingTable
 * @property {string} title Of its section: `PyTorch`.
 * @property {string} lead What stands before it.
 * @property {readonly { readonly left: string, readonly right: string }[]} rows The first is the header.
 */

/** @returns {PortingTable[]} */
export function portingTables() {
  return portingText()
    .split(/^#{2,3} /m)
    .slice(1)
    .map((section) => {
      const [title = '', ...lines] = section.split('\n');
      const lead = lines
        .filter((line) => !line.startsWith('| '))
        .join(' ')
        .trim();
      return { title: title.trim(), lead, rows: rowsOf(section) };
    });
}

/**
 * The rows of the tables that name losses; "the same with …" counts as a row of what stands above it.
 *
 * @param {readonly string[]} known The names of the losses of losskit.
 * @returns {PortingRow[]}
 */
export function portingRows(known) {
  let module = '';
  /** @type {readonly string[]} */
  let above = [];
  /** @type {PortingRow[]} */
  const rows = [];
  for (const { left, right } of tableRows()) {
    const code = codeOf(left);
    if (right === 'losskit') {
      module = code.map((name) => `${name}.`).join('');
      continue;
    }
    const called = code.flatMap((one) => /^([\w.]+)\(/.exec(one)?.slice(1) ?? []);
    const names = left.startsWith('the same') ? above : called.map((name) => module + name);
    above = names;
    const said = codeOf(right).flatMap((one) => one.match(/[\w.]+(?=\()|^\w+$/g) ?? []);
    const losses = [...new Set(said.filter((one) => known.includes(one)))];
    if (names.length > 0 && losses.length > 0)
      rows.push({ names, left, right, losses, isTheLoss: !/^(minus|twice) /.test(right) });
  }
  return rows;
}
