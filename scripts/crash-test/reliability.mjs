// @ts-check

import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs';

import { CLUSTER_CHECKS } from '../cluster-test/checks.mjs';
import { CHECKS } from './checks.mjs';

/** @typedef {import('./outcome.mjs').Outcome} Outcome */

/**
 * What a run of the checks found, by id.
 *
 * @typedef {ReadonlyMap<string, { outcome: Pick<Outcome, 'passed' | 'total'>, seed: string }>} Results
 */

const ROW = /^\| (\w+) +\|.*\| ([\d,]+) of ([\d,]+) +\| (\d+(?:–\d+)?) +\|$/;

/** @param {number} count */
function withCommas(count) {
  return count.toLocaleString('en-US');
}

/** The rows of a RELIABILITY.md. @param {string} text @returns {Results} */
export function parseResults(text) {
  return new Map(
    text.split('\n').flatMap((line) => {
      const [, id = '', passed = '', total = '', seed = ''] = ROW.exec(line) ?? [];
      if (id === '') return [];
      const numbers = [passed, total].map((count) => Number(count.replaceAll(',', '')));
      return [[id, { outcome: { passed: numbers[0] ?? 0, total: numbers[1] ?? 0 }, seed }]];
    }),
  );
}

const FILE = new URL('../../RELIABILITY.md', import.meta.url);

/** The line that says where the numbers are from. @param {{ losskit: string, tfjs: string }} versions */
function setting({ losskit, tfjs }) {
  const [major] = process.versions.node.split('.');
  return `losskit ${losskit}, TensorFlow.js ${tfjs} (cpu), Node ${major}, ${process.platform}-${process.arch}`;
}

/** What the last whole `cluster-test` counted. */
function severalMachines() {
  const counts = JSON.parse(readFileSync(new URL('../cluster-test/counts.json', import.meta.url), 'utf8'));
  return `## Several machines

Written by \`npx -y pnpm@12 cluster-test\`: a comparison of ${counts.cells} runs by \`--queue\`, with four workers and a Redis of its own on loopback. Meanwhile,
at random moments, workers were killed with kill -9 ${counts.workerKills} times, one was frozen beyond its lock (${counts.freezes}), the broker was killed ${counts.brokerKills} times, and
the comparison itself ${counts.coordinatorKills} times. ${counts.givenToAnother} times a run was given to another worker, ${counts.late} results came too late and were refused, and the command had to be given again
for lost runs ${counts.runAgain} times. At the end every run was there once, and \`comparison.json\` had the bytes of one machine.`;
}

/** The text of RELIABILITY.md. @param {Results} results @param {string} where */
export function formatReliability(results, where) {
  const rows = [...CHECKS, ...CLUSTER_CHECKS].flatMap(({ id, harm, promise }) => {
    const result = results.get(id);
    if (!result) return [];
    const { passed, total } = result.outcome;
    return [[id, harm, promise, `${withCommas(passed)} of ${withCommas(total)}`, result.seed]];
  });
  const head = ['id', 'what is done', 'what holds', 'cases', 'seed'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return `# Reliability

Written by \`npx -y pnpm@12 crash-test\`: each number is what the last run of that check counted. The same checks run with
smaller numbers in \`npx -y pnpm@12 test:all\`; those of E are run by scripts/cluster-test alone. A case that fails is printed with what reproduces it. Seeds
1–10 are runs of each, added up.

Counted with ${where}.

${[head, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n')}

What the words mean: a checkpoint is _acknowledged_ when saving it has returned. Bits are the same with the same losskit,
TensorFlow.js, backend, threads, Node major version and kind of processor; a run on others is refused, or goes on with
\`--accept-changes\`. The power losses are a model of a disk, harsher than most: what was not synced may be there, missing, cut off,
zeros or random, and changes of names may happen in any order.

${severalMachines()}
`;
}

/** Puts what a check found in its row; the rows of the others stay as they are. @param {string} id @param {Outcome} outcome @param {string} seed */
export async function writeResult(id, outcome, seed) {
  const manifest = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const where = setting({ losskit: JSON.parse(manifest).version, tfjs: tf.version_core });
  const before = await readFile(FILE, 'utf8').catch(() => '');
  // Numbers of another setting are none of this one's.
  const results = new Map(before.includes(where) ? parseResults(before) : []);
  results.set(id, { outcome, seed });
  await writeFile(FILE, formatReliability(results, where));
}
