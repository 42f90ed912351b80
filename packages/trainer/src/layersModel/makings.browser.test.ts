import { expect, test } from 'vitest';

import { makings } from './makings.browser.ts';

test('in a browser, what is made within another model has a seed of its own', () => {
  const seeds: (number | undefined)[] = [];
  const note = () => seeds.push(makings.getStore()?.seed);
  makings.run({ seed: 1, weights: 0 }, () => {
    note();
    makings.run({ seed: 2, weights: 0 }, note);
    note();
  });
  note();
  expect(seeds).toEqual([1, 2, 1, undefined]);
});

test('in a browser, a model that comes later is refused, and the seed ends with an error', () => {
  expect(() => makings.run({ seed: 1, weights: 0 }, async () => 'model')).toThrow(
    'seededWeights: expected make to give the model at once in a browser, got a Promise; await what it needs before, then make the model.',
  );
  expect(makings.getStore()).toBeUndefined();
});
