// @ts-check

/**
 * Harms runs and their files in every way that we know, and counts how often they came to no harm. Writes
 * RELIABILITY.md.
 *
 *   --only A1,B4    these checks; the rows of the others stay as they are
 *   --kills <n>     how often A1, D1 and D2 kill (default 1000, 500 and 200)
 *   --seed <n>      another seed (default 1)
 */
import { parseArgs } from 'node:util';

import { CHECKS } from './checks.mjs';
import { writeResult } from './reliability.mjs';

const { values } = parseArgs({
  options: { only: { type: 'string' }, kills: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
/** @param {string} option @param {string} text */
function wholeNumber(option, text) {
  if (/^\d+$/.test(text)) return Number(text);
  throw new RangeError(`${option}: expected a whole number, got '${text}'.`);
}

const seed = wholeNumber('--seed', values.seed);
const kills = values.kills === undefined ? undefined : wholeNumber('--kills', values.kills);
const only = values.only?.split(',');
const unknown = only?.find((id) => !CHECKS.some((check) => check.id === id));
if (unknown !== undefined)
  throw new RangeError(`--only: expected ids out of ${CHECKS.map(({ id }) => id)}, got '${unknown}'.`);

for (const { id, harm, inFull, run } of CHECKS) {
  if (only && !only.includes(id)) continue;
  const count = (['A1', 'D1', 'D2'].includes(id) ? kills : undefined) ?? inFull;
  console.log(`${id}: ${harm} …`);
  const outcome = await run(count, seed);
  console.log(`${id}: ${outcome.passed} of ${outcome.total}`);
  for (const failure of outcome.failures) console.error(`  ${failure}`);
  if (outcome.passed < outcome.total) process.exitCode = 1;
  await writeResult(id, outcome, String(seed));
}
