import { expect, test } from 'vitest';

import { checkOneTensorflow } from './checkOneTensorflow.ts';

test('one copy is accepted, two are refused with where they are', () => {
  expect(() => checkOneTensorflow('/a/core.js', '/a/core.js')).not.toThrow();
  expect(() => checkOneTensorflow('/a/core.js', '/b/core.js')).toThrow(
    'expected one copy of @tensorflow/tfjs-core, got /a/core.js and /b/core.js',
  );
});
