// Writes the help of every command between the markers of the pages on the command line, as the command prints it; with --check it only compares.
//
//   node scripts/cli-reference.mjs [--check]

import { listenForInterruption } from '../packages/cli/dist/interruption.js';
import { makeProgram } from '../packages/cli/dist/makeProgram.js';
import { writeSection } from './writeSection.mjs';

/** @typedef {ReturnType<typeof makeProgram>} Command */

/** What a command prints into a pipe for --help. @param {Command} command */
function helpOf(command) {
  let help = '';
  command.configureOutput({
    writeOut: (text) => (help += text),
    getOutHelpWidth: () => 80,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return help.trimEnd();
}

/**
 * The sections of a command and of the commands under it. A line of global options is said once, by losskit itself.
 *
 * @param {Command} command
 * @param {readonly string[]} above
 * @returns {string[]}
 */
function sectionsOf(command, above = []) {
  const help = helpOf(command);
  const own = above.length === 0 ? help : help.replace(/\n\nGlobal Options:\n(?: .*\n?)*/, '\n').trimEnd();
  const words = [...above, command.name()];
  return [
    `### ${words.join(' ')}\n\n\`\`\`text\n${own}\n\`\`\``,
    ...command
      .createHelp()
      .visibleCommands(command)
      .filter((sub) => sub.name() !== 'help')
      .flatMap((sub) => sectionsOf(sub, words)),
  ];
}

const interruption = listenForInterruption();
const sections = sectionsOf(makeProgram(interruption, []));
for (const page of ['docs/reference/cli.md', 'docs/zh/reference/cli.md'])
  writeSection('cli-reference', page, 'commands', sections);
interruption.stopListening();
