// @ts-check

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Checks the folder that `losskit compare linear fruit` wrote: node scripts/check-comparison.mjs FOLDER
 *
 * What it expects is what the main job is for: an answer for each task, verdicts that agree with the numbers beside them, robust
 * losses ahead where there are outliers, linear models that arrived where the exact minimiser is, a classifier that learned, runs
 * that kept what their figures are drawn of, and a report that needs nothing from outside.
 */
const [folder] = process.argv.slice(2);
assert(folder, 'check-comparison: expected a folder, got none.');
const read = (/** @type {string} */ name) => readFileSync(join(folder, name), 'utf8');

/** @type {import('@losskit/study').Comparison} */
const comparison = JSON.parse(read('comparison.json'));
assert.equal(comparison.version, 2);
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

for (const { task, answer, recommended, results, saved } of comparison.tasks) {
  const [best] = results;
  assert(best, `${task} has no results.`);
  assert.equal(best.verdict, 'best', `${task} found no best loss.`);
  assert.equal(recommended, best.loss);
  assert(answer.includes(best.loss), `The answer for ${task} does not name ${best.loss}.`);
  for (const [index, { loss, rank, sameAs, verdict, difference }] of results.entries()) {
    const shared = sameAs === null ? undefined : results[index - 1]?.rank;
    assert.equal(rank, shared ?? index + 1, `${task}: ${loss} has rank ${rank} in place ${index + 1}.`);
    if (!difference) continue;
    const isBehind = verdict === 'worse' || verdict === 'slightly worse';
    assert.equal(difference.low > 0 || difference.high < 0, isBehind, `${task}: ${loss} is ${verdict}.`);
  }
  const mostSeeds = comparison.config.seeds.length;
  assert.equal(saved.of, results.length * mostSeeds);
  assert.equal(
    saved.runs,
    results.reduce((sum, { seeds }) => sum + mostSeeds - seeds, 0),
  );
}
for (const { searchSeeds } of comparison.config.tasks) {
  for (const seed of searchSeeds)
    assert(!comparison.config.seeds.includes(seed), `Seed ${seed} is reported.`);
}

for (const robust of ['meanAbsoluteError', 'huber']) {
  assert(meanOf('linear', robust, 'rmse') < meanOf('linear', 'meanSquaredError', 'rmse'));
}
assert.equal(resultOf('linear', 'meanSquaredError').verdict, 'worse');
for (const loss of ['meanSquaredError', 'meanAbsoluteError', 'huber']) {
  const { exact } = resultOf('linear', loss);
  assert(exact, `linear has no exact minimiser of ${loss}.`);
  const gap = meanOf('linear', loss, 'rmse') / exact.mean - 1;
  assert(Math.abs(gap) < 0.01, `linear with ${loss} is ${gap} away from the exact minimiser.`);
}
assert(meanOf('fruit', 'crossEntropy', 'accuracy') > 0.8);
assert(['worse', 'failed'].includes(resultOf('fruit', 'zeroOne').verdict), 'fruit was learned by zeroOne.');

const report = read('report.html');
for (const loss of comparison.config.losses) assert(report.includes(loss), `${loss} is not in the report.`);
assert(!/(?:src|href)="(?!#|data:)/.test(report), 'The report loads something from outside.');
assert(!existsSync(join(folder, 'unfinished.json')));

const names = readdirSync(join(folder, 'runs'));
assert(names.every((name) => name.endsWith('.json')));
/** @type {import('@losskit/study').RunRecord[]} */
const runs = names.map((name) => JSON.parse(read(join('runs', name))).run.record);
/** Those of the search are measured on the validation part alone. @param {string} task */
const finishedOf = (task) =>
  runs.filter(
    (run) => run.task === task && run.status === 'finished' && comparison.config.seeds.includes(run.seed),
  );
for (const task of ['linear', 'fruit']) assert(finishedOf(task).length > 0, `${task} has no finished run.`);
for (const { loss, exhibits } of finishedOf('linear')) assert(exhibits.fit, `linear kept no fit of ${loss}.`);
for (const { loss, exhibits } of finishedOf('fruit')) {
  assert.equal(exhibits.confusion?.length, 3, `fruit kept no confusion of ${loss}.`);
}
process.stdout.write(
  `Comparison: ${runs.length} runs, ${comparison.config.losses.length} losses, report complete.\n`,
);
