import { expect, test } from 'vitest';

import { wrapWords } from './wrapWords.ts';

test('breaks between words only', () => {
  expect(wrapWords('one two three', 7)).toBe('one two\nthree');
  expect(wrapWords('extraordinary one', 5)).toBe('extraordinary\none');
  expect(wrapWords('one two', Number.POSITIVE_INFINITY)).toBe('one two');
});

test('counts a Chinese character as two columns, and keeps lines', () => {
  expect(wrapWords('苹果 香蕉', 8)).toBe('苹果\n香蕉');
  expect(wrapWords('苹果 香蕉', 9)).toBe('苹果 香蕉');
  expect(wrapWords('one\ntwo three', 9)).toBe('one\ntwo three');
});

test('shows what is invisible', () => {
  expect(wrapWords('a\u001b[2Jb\rc', 80)).toBe('a\\u001b[2Jb\\u000dc');
});
