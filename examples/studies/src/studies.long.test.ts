import { compare } from '@losskit/study';
import { expect, test } from 'vitest';

import { boxes } from '../boxes.task.ts';
import { ratings } from '../ratings.task.ts';
import { search } from '../search.task.ts';

test('boxes: whoever trains the overlap overlaps no less than whoever trains edges', async () => {
  const { comparison } = await compare({
    tasks: [boxes],
    losses: ['giou', 'smoothL1'],
    seeds: 1,
    learningRates: [0.003],
  });
  const [result] = comparison.tasks;
  const overlapOf = (name: string) =>
    result?.results.find(({ loss }) => loss === name)?.metrics.meanOverlap?.mean ?? Number.NaN;
  expect(overlapOf('giou')).toBeGreaterThan(0.75);
  expect(overlapOf('giou')).toBeGreaterThan(overlapOf('smoothL1') - 0.01);
}, 240_000);

test('search: an order is learnt better than relevances, which are easy or hard as a whole', async () => {
  const { comparison } = await compare({
    tasks: [search],
    losses: ['pairwiseLogistic', 'meanSquaredError'],
    seeds: 4,
  });
  expect(comparison.tasks[0]?.results.map(({ loss }) => loss)).toEqual([
    'pairwiseLogistic',
    'meanSquaredError',
  ]);
}, 240_000);

test('ratings: every loss beats the guess of the most common stars', async () => {
  const { comparison } = await compare({
    tasks: [ratings],
    losses: ['corn', 'coral', 'crossEntropy'],
    seeds: 1,
    learningRates: [0.03],
  });
  const [result] = comparison.tasks;
  for (const { metrics } of result?.results ?? []) {
    expect(metrics.meanAbsoluteError?.mean).toBeLessThan(0.75);
  }
  expect(result?.results).toHaveLength(3);
}, 240_000);
