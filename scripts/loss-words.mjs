// Writes packages/losses/src/words.generated.ts: what the doc comment of each loss says and what the porting
// tables say it is called elsewhere, for the command line and for reports. With --check it only compares. Refuses a doc comment without one of its parts, or with
// another default than the declaration's.
//
//     pnpm build && node scripts/loss-words.mjs [--check]

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { allLosses } from '../packages/losses/dist/registry.js';
import { docCommentOf, onOneLine } from './doc-comment.mjs';
import { portingRows } from './porting-tables.mjs';

/** @typedef {import('../packages/losses/dist/contract.js').LossDeclaration} LossDeclaration */
/** @typedef {import('../packages/losses/dist/words.js').LossWords} LossWords */

const SOURCES = new URL('../packages/losses/src/', import.meta.url);
const OUTPUT = new URL('words.generated.ts', SOURCES);
const FORMATTER = fileURLToPath(new URL('../node_modules/@biomejs/biome/bin/biome', import.meta.url));

/**
 * The doc comment of a loss: its first paragraph, and its tags with their text on one line.
 *
 * @param {LossDeclaration} declaration
 */
function partsOf({ name, family }) {
  const text = docCommentOf(readFileSync(new URL(`${family}/${name}.ts`, SOURCES), 'utf8'), name);
  const [prose = '', ...tags] = text.split(/^(?=@)/m);
  const [first = ''] = prose.split('\n\n');
  return { first: onOneLine(first), tags: tags.map(onOneLine) };
}

/**
 * The meaning of an option, without the default that the declaration has as well.
 *
 * @param {string} where
 * @param {string} meaning
 * @param {LossDeclaration['options'][string]} option
 */
function withoutDefault(where, meaning, option) {
  if (!('default' in option)) return meaning;
  const [stated, value = '', end] = / Default ([^\s;,]*[^\s;,.])(\.$)?/.exec(meaning) ?? [''];
  const read = value.replace('−', '-').replace(/^`?'?(.*?)'?`?$/, '$1');
  const isSame =
    typeof option.default === 'number' ? Number(read) === option.default : read === String(option.default);
  if (!isSame) {
    throw new Error(
      `${where}: expected the comment to state its default, ${option.default}, got '${meaning}'.`,
    );
  }
  return end === undefined ? meaning : meaning.slice(0, -stated.length);
}

const ported = portingRows(allLosses.map(({ declaration }) => declaration.name));

/** @param {LossDeclaration} declaration @returns {LossWords} */
function wordsOf(declaration) {
  const { name, options } = declaration;
  const { first, tags } = partsOf(declaration);
  /** @param {string} start */
  const tagged = (start) => {
    const tag = tags.find((text) => text.startsWith(`${start} `));
    if (tag === undefined) throw new Error(`${name}: expected ${start} in its doc comment.`);
    return tag.slice(start.length + 1);
  };
  const summary = /^[^:]*: (.+)$/s.exec(first)?.[1];
  if (summary === undefined)
    throw new Error(`${name}: expected its comment to begin 'Name: what it measures', got '${first}'.`);
  return {
    summary: summary.charAt(0).toUpperCase() + summary.slice(1),
    useWhen: tagged('@useWhen'),
    avoidWhen: tagged('@avoidWhen'),
    formula: tagged('@formula'),
    domain: tagged('@domain'),
    source: tagged('@see'),
    elsewhere: [...new Set(ported.filter(({ losses }) => losses[0] === name).flatMap(({ names }) => names))],
    options: Object.fromEntries(
      Object.entries(options).map(([option, declared]) => {
        const meaning = tagged(`@param options.${option} -`);
        return [option, withoutDefault(`${name}.${option}`, meaning, declared)];
      }),
    ),
  };
}

const words = Object.fromEntries(
  allLosses.map(({ declaration }) => [declaration.name, wordsOf(declaration)]),
);
const source = `// Written by scripts/loss-words.mjs from the doc comments of the losses and the porting tables.
import type { LossWords } from './LossWords.ts';

export const WORDS: Readonly<Record<string, LossWords>> = ${JSON.stringify(words)};
`;
const generated = execFileSync(
  process.execPath,
  [FORMATTER, 'format', '--stdin-file-path=words.generated.ts'],
  {
    input: source,
    encoding: 'utf8',
  },
);
const isCurrent = existsSync(OUTPUT) && readFileSync(OUTPUT, 'utf8') === generated;
if (process.argv.includes('--check') && !isCurrent) {
  console.error('loss-words: expected words.generated.ts to be up to date, got an old one.');
  process.exitCode = 1;
} else {
  if (!isCurrent) writeFileSync(OUTPUT, generated);
  console.log(`loss-words: ${isCurrent ? 'up to date' : 'wrote words.generated.ts'}`);
}
