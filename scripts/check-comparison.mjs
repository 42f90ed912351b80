// @ts-check

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Checks the folder that `losskit compare linear fruit` wrote: node scripts/check-comparison.mjs FOLDER
 *
 * What it expects is what the main job is for: every loss ranked, robust losses ahead where there are
 * outliers, a classifier that learned, runs that kept what their figures are drawn of, and a report that needs
 * nothing from outside.
 */
const [folder] = process.argv.slice(2);
assert(folder, 'check-comparison: expected a folder, got none.');
const read = (/** @type {string} */ name) => readFileSync(join(folder, name), 'utf8');

/** @type {import('@losskit/study').Comparison} */
const comparison = JSON.parse(read('comparison.json'));
assert.deepEqual(
  comparison.tasks.map(({ task }) => task),
  ['linear', 'fruit'],
);

/** @param {string} task @param {string} loss */
function resultOf(task, loss) {
  const result = comparison.tasks.find((one) => one.task === task)?.results.find((one) => one.loss === loss);
  assert(result, `check-comparison: expected ${loss} among the results of ${task}, got none.`);
  return result;
}

/** @param {string} task @param {string} loss @param {string} metric */
function meanOf(task, loss, metric) {
  const mean = resultOf(task, loss).metrics[metric]?.mean;
  assert(typeof mean === 'number', `check-comparison: expected ${metric} of ${loss} to be a number.`);
  return mean;
}

for (const { results } of comparison.tasks) {
  assert.deepEqual(
    results.map(({ rank }) => rank),
    results.map((_, index) => index + 1),
  );
}
for (const robust of ['meanAbsoluteError', 'huber']) {
  assert(meanOf('linear', robust, 'rmse') < meanOf('linear', 'meanSquaredError', 'rmse'));
}
assert.equal(resultOf('linear', 'meanSquaredError').verdict, 'worse');
assert(meanOf('fruit', 'crossEntropy', 'accuracy') > 0.8);
assert.equal(resultOf('fruit', 'zeroOne').verdict, 'worse');

const report = read('report.html');
for (const loss of comparison.config.losses) assert(report.includes(loss), `${loss} is not in the report.`);
assert(!/(?:src|href)="(?!#|data:)/.test(report), 'The report loads something from outside.');
assert(!existsSync(join(folder, 'unfinished.json')));

const names = readdirSync(join(folder, 'runs'));
assert(names.every((name) => name.endsWith('.json')));
/** @type {import('@losskit/study').RunRecord[]} */
const runs = names.map((name) => JSON.parse(read(join('runs', name))).run.record);
/** @param {string} task */
const finishedOf = (task) => runs.filter((run) => run.task === task && run.status === 'finished');
for (const task of ['linear', 'fruit']) assert(finishedOf(task).length > 0, `${task} has no finished run.`);
for (const { loss, exhibits } of finishedOf('linear')) assert(exhibits.fit, `linear kept no fit of ${loss}.`);
for (const { loss, exhibits } of finishedOf('fruit')) {
  assert.equal(exhibits.confusion?.length, 3, `fruit kept no confusion of ${loss}.`);
}
process.stdout.write(
  `Comparison: ${runs.length} runs, ${comparison.config.losses.length} losses, report complete.\n`,
);
