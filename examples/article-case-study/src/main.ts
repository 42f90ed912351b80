import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  ARTICLES,
  articleReport,
  type CheckedClaim,
  figureFiles,
  measureClaims,
  runExperiments,
  VERDICTS,
} from '@losskit/article';

// Small, so that it takes a minute or two; `losskit article` does the same with more of everything.
const experiments = await runExperiments({
  seeds: 3,
  jobs: 1,
  losses: 'claims',
  epochs: 1,
  pictures: 150,
  steps: 80,
  onExperiment: (name) => console.log(`Training on ${name}.`),
});

/** The losses of a task in their order, with what the ranking goes by. */
function printRanking({ task, metric, results }: (typeof experiments)['linear']) {
  console.log(`\n${task}, by ${metric} on the test part:`);
  for (const { rank, loss, verdict, metrics } of results) {
    console.log(`${rank}. ${loss.padEnd(20)} ${metrics[metric]?.mean?.toFixed(3)}  ${verdict}`);
  }
}
printRanking(experiments.linear);
printRanking(experiments.fruit);

const checked = await measureClaims(experiments);

/** A claim's numbers by their labels, to the digits that float32 has. */
function numbersOf(id: string) {
  const found = checked.find(({ claim }) => claim.id === id);
  assert(found, `Expected a claim ${id}.`);
  return Object.entries(found.quantities).map(
    ([label, { value }]) => `${label} = ${Number(value.toPrecision(8))}`,
  );
}

console.log('\n[1, 2, 3, 4, 10000]:', numbersOf('fortunes-mse-explodes').join(', '));
console.log('[0.2, 0.3, 0.5]:', numbersOf('probability-between-vectors').join(', '));

const countOf = (verdict: CheckedClaim['verdict'], among: readonly CheckedClaim[]) =>
  among.filter((one) => one.verdict === verdict).length;

console.log(`\n${checked.length} statements of ${ARTICLES.length} articles:`);
for (const verdict of VERDICTS) console.log(`${verdict.padEnd(24)} ${countOf(verdict, checked)}`);

const folder = process.argv[2];
if (folder !== undefined) {
  const report = await articleReport(experiments, checked, 'zh');
  for (const [name, content] of [...report, ...(await figureFiles(experiments))]) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  console.log(`Report: ${join(folder, 'article.html')}`);
}

const verdictOf = (id: string) => checked.find(({ claim }) => claim.id === id)?.verdict;
assert.equal(verdictOf('fortunes-unit'), 'misprint');
assert.equal(verdictOf('huber-half-of-linear'), 'does not hold');
assert.equal(verdictOf('descent-rule'), 'holds');
assert.equal(verdictOf('mae-robust'), 'holds');
assert(checked.length > 100, 'Expected more than a hundred statements.');
