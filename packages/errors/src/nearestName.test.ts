import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { nearestName, withNearestName } from './nearestName.ts';

const LOSSES = [
  'meanSquaredError',
  'meanAbsoluteError',
  'pseudoHuber',
  'huber',
  'smoothL1',
  'binaryCrossEntropy',
  'crossEntropy',
  'mse',
  'mae',
];

describe('nearestName', () => {
  test.each([
    ['hubr', 'huber'],
    ['huberr', 'huber'],
    ['huebr', 'huber'],
    ['HUBER', 'huber'],
    ['smothL1', 'smoothL1'],
    ['mean_squared_error', 'meanSquaredError'],
    ['meanabsoluteerror', 'meanAbsoluteError'],
    ['entropy', 'crossEntropy'],
    ['binary', 'binaryCrossEntropy'],
    ['Pseudo', 'pseudoHuber'],
    ['mse', 'mse'],
    ['msee', 'mse'],
  ])('%s was meant to be %s', (name, nearest) => {
    expect(nearestName(name, LOSSES)).toBe(nearest);
  });

  test.each(['', 'x', 'er', 'hinge', 'rankingSoftmax', 'completely different'])('%s was nothing', (name) => {
    expect(nearestName(name, LOSSES)).toBeUndefined();
  });

  test('one letter is not close to another, but x1 is close to x2', () => {
    expect(nearestName('x', ['y'])).toBeUndefined();
    expect(nearestName('X', ['y', 'x'])).toBe('x');
    expect(nearestName('x1', ['x2'])).toBe('x2');
  });

  test('there is none among none', () => {
    expect(nearestName('huber', [])).toBeUndefined();
    expect(nearestName('huber', new Set(['huber']))).toBe('huber');
  });

  test('a name that is there is its own nearest, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string(), { minLength: 1, selector: (name) => name.toLowerCase() }),
        (names) => {
          for (const name of names) expect(nearestName(name, names)).toBe(name);
        },
      ),
      { seed: 1 },
    );
  });
});

describe('withNearestName', () => {
  test('offers the nearest name, or quotes the name alone', () => {
    expect(withNearestName('hubr', LOSSES)).toBe("'hubr' (did you mean 'huber'?)");
    expect(withNearestName('xyz', LOSSES)).toBe("'xyz'");
  });

  test('stays on one line whatever the names contain', () => {
    expect(withNearestName('pri\nce', ['pri\nces'])).toBe("'pri\\u000ace' (did you mean 'pri\\u000aces'?)");
  });
});
