import { expect, test } from 'vitest';

import {
  ArgumentRangeError,
  ArgumentTypeError,
  checkOptions,
  isArgumentError,
  rangeError,
  typeError,
} from './ArgumentError.ts';

test('argument errors are the errors of the language with a code and one sentence', () => {
  const range = rangeError('huber', 'delta > 0', -1);
  expect(range).toBeInstanceOf(RangeError);
  expect(range).toMatchObject({
    code: 'argument-out-of-range',
    message: 'huber: expected delta > 0, got -1.',
  });
  const type = typeError('huber', 'yTrue to be a tensor', undefined);
  expect(type).toBeInstanceOf(TypeError);
  expect(type).toMatchObject({ code: 'argument-type' });
  expect(String(range)).toMatch(/^RangeError: huber/);
});

test('a fault of the language is no argument error', () => {
  expect(isArgumentError(new ArgumentRangeError('x'))).toBe(true);
  expect(isArgumentError(new ArgumentTypeError('x'))).toBe(true);
  expect(isArgumentError(new RangeError('Invalid array length'))).toBe(false);
  expect(isArgumentError(undefined)).toBe(false);
});

test('unknown options are refused with the nearest name', () => {
  expect(() => checkOptions('train', { epoch: 2 }, ['epochs', 'steps'])).toThrow(
    "train: expected options out of epochs, steps, got 'epoch' (did you mean 'epochs'?).",
  );
  expect(() => checkOptions('l', { epoch: 2 }, [])).toThrow("l: expected no options, got 'epoch'.");
  for (const [given, shown] of [
    [3, '3'],
    [[], '[]'],
    [Promise.resolve(), 'a Promise'],
  ]) {
    expect(() => checkOptions('train', given, ['epochs'])).toThrow(
      `train: expected an options object, got ${shown}.`,
    );
  }
  expect(() => checkOptions('train', { steps: 1 }, ['epochs', 'steps'])).not.toThrow();
});
