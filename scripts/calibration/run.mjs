// @ts-check

/**
 * Measures how often verdicts are wrong where the truth is known, and what they find. Writes CALIBRATION.md, docs/power.svg and
 * docs/explanation/verdicts.md.
 *
 *   --repetitions <n>  of each cell, fewer of the slow ones (default 12000)
 *   --seed <n>         another seed (default 1)
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { CELLS } from './cells.mjs';
import { formatCalibration } from './formatCalibration.mjs';
import { measureAll } from './measureAll.mjs';
import { beyondBounds } from './measureCell.mjs';
import { countNever, NEVER } from './never.mjs';
import { powerFigure } from './powerFigure.mjs';
import { verdictsPages } from './verdictsPages.mjs';

const NEVER_CASES = 4_000;

const { values } = parseArgs({
  options: { repetitions: { type: 'string', default: '12000' }, seed: { type: 'string', default: '1' } },
});
/** @param {string} option @param {string} text */
function wholeNumber(option, text) {
  if (/^\d+$/.test(text)) return Number(text);
  throw new RangeError(`${option}: expected a whole number, got '${text}'.`);
}
const repetitions = wholeNumber('--repetitions', values.repetitions);
const seed = wholeNumber('--seed', values.seed);

const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort());

// The slowest first, so that no core is left with one at the end.
const indices = CELLS.map((_, index) => index).sort(
  (a, b) => (CELLS[b]?.losses ?? 0) - (CELLS[a]?.losses ?? 0),
);
let shown = -1;
const results = await measureAll(indices, {
  repetitions,
  seed,
  signal: interrupt.signal,
  onMeasured(done) {
    const percent = Math.floor((20 * done) / CELLS.length) * 5;
    if (percent > shown) console.log(`${done} of ${CELLS.length} cells`);
    shown = Math.max(shown, percent);
  },
});
if (interrupt.signal.aborted) {
  console.error('calibration: interrupted, nothing was written.');
  process.exit(130);
}

const never = NEVER.map((one) => ({
  what: one.what,
  cases: NEVER_CASES,
  happened: countNever(one, NEVER_CASES, seed),
}));
for (const [index, measured] of results) {
  const cell = CELLS[index];
  for (const beyond of cell ? beyondBounds(cell, measured) : []) {
    console.error(`${cell?.group}: ${cell?.truth}, ${cell?.losses} losses, ${cell?.seeds} seeds: ${beyond}`);
    process.exitCode = 1;
  }
}
for (const { what, happened } of never) {
  if (happened === 0) continue;
  console.error(`never: ${what}: ${happened} times`);
  process.exitCode = 1;
}

const root = new URL('../../', import.meta.url);
const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
const inOrder = new Map([...results].sort(([a], [b]) => a - b));
await mkdir(new URL('docs/', root), { recursive: true });
await writeFile(
  new URL('CALIBRATION.md', root),
  formatCalibration(inOrder, never, `losskit ${version}, seed ${seed}`),
);
await writeFile(new URL('docs/power.svg', root), await powerFigure(inOrder));
const pages = Object.entries(verdictsPages());
for (const [page, text] of pages) await writeFile(new URL(page, root), text);
console.log(
  `calibration: wrote CALIBRATION.md, docs/power.svg, ${pages.map(([page]) => page).join(' and ')}`,
);
