import { expect, test } from 'vitest';

import { wrapAnywhere } from './wrapAnywhere.ts';

test.each([
  ['one two three', 7, ['one two', 'three']],
  ['one\ntwo', 7, ['one', 'two']],
  ['torch.nn.functional', 9, ['torch.nn.', 'functiona', 'l']],
  ['mean_squared', 8, ['mean_', 'squared']],
  ['苹果苹果', 4, ['苹果', '苹果']],
  ['', 4, ['']],
])('%j in %i columns', (text, width, lines) => {
  expect(wrapAnywhere(text, width)).toEqual(lines);
});
