import { describe, expect, test } from 'vitest';

import { sideBySide } from './sideBySide.ts';

const facts = [
  { title: 'Summary', texts: ['words that need more than one line', 'few words'] },
  { title: 'Family', texts: ['regression', 'regression'] },
];

describe('facts on several things', () => {
  test('stand in columns where lines have room for them', () => {
    expect(sideBySide(['A  one', 'B  two'], facts, 64)).toBe(
      [
        'A  one                           B  two',
        '',
        'Summary',
        'words that need more than one    few words',
        'line',
        '',
        'Family',
        'regression                       regression',
      ].join('\n'),
    );
  });

  test('stand below each other where they have none, and once where they are the same', () => {
    expect(sideBySide(['A  one', 'B  two'], facts, 40)).toBe(
      [
        'Summary',
        '  A  one',
        '    words that need more than one line',
        '  B  two',
        '    few words',
        '',
        'Family',
        '  all',
        '    regression',
      ].join('\n'),
    );
  });
});
