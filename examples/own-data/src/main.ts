import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { compare, tableTask } from 'losskit';

// Rents of 300 flats, a tenth of them entered two and a half times too high.
const file = fileURLToPath(new URL('../flats.csv', import.meta.url));
const flats = await tableTask({ file, target: 'rent', rankBy: 'medianAbsoluteError' });
console.log(flats.note);

const { comparison } = await compare({ tasks: [flats], losses: ['mse', 'huber', 'mae'], seeds: 5 });
const [task] = comparison.tasks;
assert(task);
for (const { rank, loss, verdict, metrics } of task.results) {
  const error = metrics.medianAbsoluteError?.mean;
  console.log(`${rank}. ${loss.padEnd(17)} median error ${error?.toFixed(0).padStart(3)}  ${verdict}`);
}
console.log(task.answer);
assert.equal(task.recommended, 'meanAbsoluteError', 'Expected wrong rents to lead squares astray.');
