import { expect, test } from 'vitest';

import { looksOf } from './looksOf.ts';
import { methodWords } from './methodWords.ts';

test('says how often and at which level the seeds are looked at', () => {
  expect(methodWords({ looks: looksOf('auto') }).notes.Looks).toContain(
    'after 5, 10 and 20. A loss that is worse at a look stops there',
  );
  expect(methodWords({ looks: looksOf(10) }).notes.Looks).toContain('at 1 % and 4 %,');
  expect(methodWords({ looks: looksOf(5) }).notes.Looks).toBe(
    'All losses are run on the same 5 seeds, and compared once.',
  );
  expect(methodWords().notes.Looks).toBe('All losses are run on the same seeds, and compared once.');
});

test('says of one seed that it tells nothing', () => {
  const { legend, notes } = methodWords({ looks: looksOf(1) });
  expect(legend).toBe('One seed: no intervals, and no loss can be told from another.');
  expect(notes.Looks).toBe('There is one seed, so nothing can be said about chance.');
});

test('has the confidence and the seeds of the search', () => {
  const { legend, notes } = methodWords({ confidence: 0.99, looks: looksOf(20), searchSeeds: 7 });
  expect(legend).toMatch(/^± is the 99 % interval of a mean over up to 20 paired seeds\./);
  expect(notes['Learning rate']).toContain('on 7 seeds that are not reported');
});
