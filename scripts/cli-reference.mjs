// Writes the help of every command between the markers of docs/reference/cli.md, as the command prints it; with --check it only compares.
//
//   node scripts/cli-reference.mjs [--check]

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { writeSection } from './writeSection.mjs';

const main = fileURLToPath(new URL('../packages/cli/dist/main.js', import.meta.url));

/** @param {readonly string[]} words */
function helpOf(words) {
  const options = /** @type {const} */ ({ encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  return execFileSync(process.execPath, [main, ...words, '--help'], options).trimEnd();
}

/** The commands that a help lists, without what takes words of a command. @param {string} help */
function commandsIn(help) {
  const listed = /^Commands:\n((?:^ {2}.*\n?|\n)*)/m.exec(`${help}\n`)?.[1] ?? '';
  return [...listed.matchAll(/^ {2}([a-z][a-z-]*)/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'help');
}

/**
 * The sections of a command and of the commands under it. A line of global options is said once, by losskit itself.
 *
 * @param {readonly string[]} words
 * @returns {string[]}
 */
function sectionsOf(words) {
  const help = helpOf(words);
  const own = words.length === 0 ? help : help.replace(/\n\nGlobal Options:\n(?: .*\n?)*/, '\n').trimEnd();
  return [
    `### ${['losskit', ...words].join(' ')}\n\n\`\`\`text\n${own}\n\`\`\``,
    ...commandsIn(help).flatMap((name) => sectionsOf([...words, name])),
  ];
}

writeSection('cli-reference', 'docs/reference/cli.md', 'commands', sectionsOf([]));
