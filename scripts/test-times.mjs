// @ts-check

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/**
 * Runs the tests and prints what they cost, in processor time by package and of the slowest files; what shares a process has
 * loaded the packages once. Arguments are those of vitest: npx -y pnpm@12 test-times --project main packages/losses
 */
const SLOWEST = 25;

/** @typedef {{ file: string, backend: string, processor: number, wall: number, memory: number }} FileTimes */

/**
 * @param {readonly FileTimes[]} times
 * @param {(times: FileTimes) => string} nameOf
 */
function totals(times, nameOf) {
  /** @type {Map<string, { name: string, files: number, processor: number, wall: number, memory: number }>} */
  const rows = new Map();
  for (const one of times) {
    const name = nameOf(one);
    const row = rows.get(name) ?? { name, files: 0, processor: 0, wall: 0, memory: 0 };
    rows.set(name, {
      name,
      files: row.files + 1,
      processor: row.processor + one.processor,
      wall: row.wall + one.wall,
      memory: Math.max(row.memory, one.memory),
    });
  }
  return [...rows.values()].sort((a, b) => b.processor - a.processor);
}

/** @param {ReturnType<typeof totals>} rows - Slowest first. */
function printTable(rows) {
  console.log('processor s    wall s  files  MiB');
  for (const { name, files, processor, wall, memory } of rows) {
    const numbers = [processor.toFixed(1).padStart(11), wall.toFixed(1).padStart(9)];
    console.log(...numbers, String(files).padStart(6), (memory / 2 ** 20).toFixed().padStart(4), '', name);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'losskit-test-times-'));
const path = join(folder, 'times.jsonl');
try {
  const { status } = spawnSync('npx', ['vitest', 'run', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, LOSSKIT_TEST_TIMES: path },
  });
  /** @type {FileTimes[]} */
  const times = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map((one) => ({ ...one, file: relative(process.cwd(), one.file) }));
  const packageOf = (/** @type {string} */ file) => file.split('/').slice(0, 2).join('/');
  console.log('\nBy package and backend');
  printTable(totals(times, ({ file, backend }) => `${packageOf(file)} ${backend}`));
  console.log(`\nThe ${SLOWEST} slowest files`);
  printTable(totals(times, ({ file, backend }) => `${file} ${backend}`).slice(0, SLOWEST));
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}
