import assert from 'node:assert/strict';
import { compare } from 'losskit';

// Do two pictures show the same fruit? Judged on fruits that no training picture shows.
const { comparison } = await compare({
  tasks: ['fruit-metric'],
  losses: ['tripletMargin', 'supervisedContrastive', 'contrastive'],
  seeds: 2,
  epochs: 6,
  learningRates: [0.003],
});
const [task] = comparison.tasks;
assert(task);
for (const { rank, loss, verdict, metrics } of task.results) {
  const [precision, first] = [metrics.meanAveragePrecisionAtR?.mean, metrics.precisionAtOne?.mean];
  console.log(
    `${rank}. ${loss.padEnd(21)} MAP@R ${precision?.toFixed(3)}  P@1 ${first?.toFixed(3)}  ${verdict}`,
  );
}
const nothing = task.trivial.meanAveragePrecisionAtR ?? Number.NaN;
console.log(`Without looking at a picture: ${nothing.toFixed(3)}`);
const best = task.results[0]?.metrics.meanAveragePrecisionAtR?.mean ?? 0;
assert(best > 2 * nothing, 'Expected pictures of one fruit to come together.');
