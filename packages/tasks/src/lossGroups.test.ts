import { expect, test } from 'vitest';

import { builtInTask } from './builtIn/index.ts';
import { lossesOfGroup } from './lossGroups.ts';
import { taskLoss } from './TaskLoss.ts';

function namesOf(group: 'common' | 'all', task: string): string[] {
  return lossesOfGroup(group, builtInTask(task)).map(({ name }) => name);
}

test('all losses that fit have the common ones among them, and penalties last', () => {
  const all = namesOf('all', 'fruit');
  expect(all).toEqual(expect.arrayContaining(namesOf('common', 'fruit')));
  expect(all.slice(-2)).toEqual(['crossEntropy+l1Penalty', 'crossEntropy+l2Penalty']);
});

test('a loss that the model of the task cannot be trained with is only had by its name', () => {
  expect(builtInTask('fruit').fits(taskLoss('linearCrossEntropy'))).toBe(true);
  expect(namesOf('all', 'fruit')).not.toContain('linearCrossEntropy');
});
