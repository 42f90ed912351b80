// @ts-check

// Generates docs/benchmark.md and its figure from the last run that was kept; with --check it only compares.
//
//     node scripts/bench/page.mjs [--check]

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { formatMarkdown, growthFigure, readBenchResult } from '../../packages/bench/dist/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the last run that was kept printed. */
export const RESULT_FILE = `${root}docs/benchmark.json`;
const PAGE = `${root}docs/benchmark.md`;
const FIGURE = `${root}docs/benchmark-growth.svg`;

/** @returns {Promise<readonly (readonly [string, string])[]>} Files and what stands in them. */
async function generate() {
  const result = await readBenchResult(RESULT_FILE);
  const page = /** @type {const} */ ([PAGE, formatMarkdown(result)]);
  if (result.growth.length === 0) return [page];
  return [page, [FIGURE, `${await growthFigure(result.growth)}\n`]];
}

/** Writes what is generated. */
export async function writePage() {
  for (const [file, text] of await generate()) writeFileSync(file, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--check')) {
    const stale = (await generate()).filter(
      ([file, text]) => !existsSync(file) || readFileSync(file, 'utf8') !== text,
    );
    const names = stale.map(([file]) => relative(root, file)).join(', ');
    console.log(
      stale.length > 0 ? `bench page: expected current files, got old ${names}.` : 'bench page: up to date',
    );
    if (stale.length > 0) process.exitCode = 1;
  } else await writePage();
}
