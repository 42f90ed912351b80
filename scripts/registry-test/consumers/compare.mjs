import { compare, huber, meanSquaredError } from 'losskit';

const { comparison } = await compare({ tasks: ['linear'], losses: [meanSquaredError, huber], seeds: 3 });
console.log(comparison.tasks[0]?.results.map(({ loss }) => loss).join(' '));
