import { describe, expect, test } from 'vitest';

import { allOf, not } from './Answer.ts';
import { holdsIf, holdsInParts, holdsWithin } from './Claim.ts';

describe('verdicts from answers', () => {
  test('holdsIf leaves open what is open', () => {
    expect([true, false, undefined].map(holdsIf)).toEqual(['holds', 'does not hold', 'undecided']);
    expect([true, false, undefined].map(not).map(holdsIf)).toEqual(['does not hold', 'holds', 'undecided']);
  });

  test.each([
    [true, true, 'holds with a condition'],
    [true, false, 'holds'],
    [true, undefined, 'undecided'],
    [false, true, 'does not hold'],
    [false, undefined, 'does not hold'],
    [undefined, false, 'undecided'],
  ])('holdsWithin(%s, %s): %s', (core, limit, verdict) => {
    expect(holdsWithin(core, limit)).toBe(verdict);
  });

  test.each([
    [[true, true], 'holds'],
    [[true, false], 'holds with a condition'],
    [[false, false], 'does not hold'],
    [[true, undefined], 'undecided'],
    [[false, undefined], 'undecided'],
  ])('holdsInParts(%o): %s', (parts, verdict) => {
    expect(holdsInParts(parts)).toBe(verdict);
  });
});

test('allOf is open only where no answer is no', () => {
  expect([allOf([true, true]), allOf([true, undefined]), allOf([undefined, false])]).toEqual([
    true,
    undefined,
    false,
  ]);
});
