import { expect, test } from 'vitest';

import { wrapWords } from './wrapWords.ts';

test('breaks between words only', () => {
  expect(wrapWords('one two three', 7)).toBe('one two\nthree');
  expect(wrapWords('extraordinary one', 5)).toBe('extraordinary\none');
  expect(wrapWords('one two', Number.POSITIVE_INFINITY)).toBe('one two');
});
