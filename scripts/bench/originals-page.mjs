// @ts-check

// Generates docs/loss-speed.md from docs/loss-speed.json; with --check it only compares. Nothing is generated before a run was kept.
//
//     node scripts/bench/originals-page.mjs [--check]

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { formatSeconds } from '../../packages/bench/dist/result/formatSeconds.js';
import { allLosses } from '../../packages/losses/dist/registry.js';
import { REASONS } from './slower-losses.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const RESULT_FILE = `${root}docs/loss-speed.json`;
const PAGE = `${root}docs/loss-speed.md`;

/** A loss is slow from here on. */
const SLOW = 3;

/**
 * What was found of a loss.
 *
 * @typedef {object} MeasuredLoss
 * @property {string} loss
 * @property {readonly (readonly [name: string, shape: readonly number[]])[]} inputs
 * @property {string | null} original Its name; null where there is none.
 * @property {Readonly<Record<string, number>>} seconds Least time of the processor for value and gradient, by peer.
 * @property {Readonly<Record<string, string>>} omitted Why a peer has no time.
 *
 * @typedef {object} LossSpeed
 * @property {1} version
 * @property {Readonly<Record<string, string | number>>} machine
 * @property {string} losskit
 * @property {readonly string[]} versions Of the peers.
 * @property {readonly MeasuredLoss[]} losses
 */

export const COMPILED = 'losskit compiled';
export const NATIVE = 'losskit step native';
export const ORIGINAL = 'original';

/** @returns {LossSpeed | undefined} What was kept. */
export function readKept() {
  return existsSync(RESULT_FILE) ? JSON.parse(readFileSync(RESULT_FILE, 'utf8')) : undefined;
}

/** How many times as long as the original a peer takes; below 1 it is faster. @param {MeasuredLoss} measured @param {string} peer */
function ratioOf({ seconds }, peer) {
  const [own, other] = [seconds[peer], seconds[ORIGINAL]];
  return own === undefined || other === undefined ? undefined : own / other;
}

/** @param {number | undefined} ratio */
const formatRatio = (ratio) => (ratio === undefined ? '–' : `${ratio.toPrecision(2)} ×`);

/** @param {MeasuredLoss} measured */
function rowOf(measured) {
  const { loss, inputs, original, seconds } = measured;
  const time = (/** @type {string} */ peer) => {
    const found = seconds[peer];
    return found === undefined ? '–' : formatSeconds(found);
  };
  const sizes = inputs.map(([name, shape]) => `${name} ${shape.join('×')}`).join(', ');
  const name = original === null ? 'no original' : `\`${original}\``;
  const ratios = [COMPILED, NATIVE].map((peer) => formatRatio(ratioOf(measured, peer)));
  return [`\`${loss}\``, sizes, time(COMPILED), time(NATIVE), name, time(ORIGINAL), ...ratios];
}

const HEAD = [
  'loss',
  'inputs',
  'compiled',
  'native',
  'original',
  'its time',
  'compiled to it',
  'native to it',
];

/** @param {readonly (readonly string[])[]} rows */
function table(rows) {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .toSpliced(
      1,
      0,
      widths.map((width) => '-'.repeat(width)),
    )
    .map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`)
    .join('\n');
}

/** @param {LossSpeed} found */
export function formatPage({ machine, losskit, versions, losses }) {
  const names = allLosses.map(({ declaration }) => declaration.name);
  const known = names.flatMap((name) => losses.filter(({ loss }) => loss === name));
  const slow = known.flatMap((measured) => {
    const ratio = ratioOf(measured, COMPILED) ?? 0;
    const reason = REASONS[measured.loss] ?? 'The reason is not known.';
    return ratio > SLOW ? [`- \`${measured.loss}\`, ${formatRatio(ratio)}: ${reason}`] : [];
  });
  const gaps = known.flatMap(({ loss, omitted }) =>
    Object.entries(omitted).map(([peer, reason]) => `- \`${loss}\`, ${peer}: ${reason}`),
  );
  const none = known.filter(({ original }) => original === null).map(({ loss }) => `\`${loss}\``);
  const missing = names
    .filter((name) => !known.some(({ loss }) => loss === name))
    .map((name) => `\`${name}\``);
  const sections = [
    '# Speed of each loss against its original',
    'Generated from the last run that was kept by `node scripts/bench/originals-page.mjs`; `npx -y pnpm@12 bench-originals --write` measures and keeps what it lacks.',
    `On ${machine.processor}, ${machine.cores} cores, ${machine.platform}, Node ${machine.node}: ${[losskit, ...versions].join('; ')}.`,
    'Value and gradient of one call, with respect to all that a model trains, in float32 on one thread. Peers take turns, and the times are the least of the processor. `compiled` is the step that trains on cpu and wasm, `native` ' +
      'is TensorFlow op by op; the original is PyTorch, eager, or a library on it. A ratio below 1 means that losskit is faster. Sizes are smaller where a loss is of pairs or triplets of rows, whose number would fill the memory. Values and ' +
      'gradients are compared before they are timed, but for originals that are scaled otherwise, such as means over pairs.',
    table([HEAD, ...known.map(rowOf)]),
    '## Slower than three times the original, compiled',
    slow.join('\n') || 'None.',
    '## Without an original in PyTorch',
    none.length > 0 ? `${none.join(', ')}.` : 'None.',
    ...(gaps.length > 0 ? ['## Without a time', gaps.join('\n')] : []),
    ...(missing.length > 0 ? ['## Not measured yet', `${missing.join(', ')}.`] : []),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** Writes the page of what was kept. */
export function writePage() {
  const found = readKept();
  if (found) writeFileSync(PAGE, formatPage(found));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = readKept();
  if (!found) console.log('loss-speed: nothing was kept yet');
  else if (!process.argv.includes('--check')) writePage();
  else if (existsSync(PAGE) && readFileSync(PAGE, 'utf8') === formatPage(found))
    console.log('loss-speed: up to date');
  else {
    console.error('loss-speed: expected docs/loss-speed.md to be up to date, got an old one.');
    process.exitCode = 1;
  }
}
