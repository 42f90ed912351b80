import assert from 'node:assert/strict';
import { compare } from 'losskit';

// Which of three fruits is at each pixel, if any: most of each picture is background.
const { comparison } = await compare({
  tasks: ['fruit-mask'],
  losses: ['crossEntropy', '0.5*dice+0.5*crossEntropy', 'tversky'],
  seeds: 2,
  epochs: 6,
  learningRates: [0.01],
});
const [task] = comparison.tasks;
assert(task);
for (const { rank, loss, verdict, metrics } of task.results) {
  const overlap = metrics.meanIntersectionOverUnion?.mean ?? 0;
  console.log(`${rank}. ${loss.padEnd(21)} mean IoU ${overlap.toFixed(3)}  ${verdict}`);
}
const nothing = task.trivial.meanIntersectionOverUnion ?? Number.NaN;
console.log(`Without looking at a picture: ${nothing.toFixed(3)}`);
const best = task.results[0]?.metrics.meanIntersectionOverUnion?.mean ?? 0;
assert(best > 2 * nothing, 'Expected the network to learn where the fruit is.');
