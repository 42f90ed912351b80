import { describe, expect, test } from 'vitest';

import { timedPeer } from '../../fixtures/benchResult.ts';
import { SUITE_NAMES } from '../suite-names.ts';
import { growthOf } from './large.ts';
import { findSuites, SUITES } from './suites.ts';

describe('suites', () => {
  test('have the names that can be asked for', () => {
    expect(SUITES.map(({ name }) => name)).toEqual(SUITE_NAMES);
  });

  test('are found by name, in their own order; all where none is named', () => {
    expect(findSuites(['large', 'step']).map(({ name }) => name)).toEqual(['step', 'large']);
    expect(findSuites([])).toEqual(SUITES);
  });

  test('are refused where there are none of the name, with the nearest', () => {
    expect(() => findSuites(['step', 'lose'])).toThrow(/bench: expected suites out of step, .*got 'lose'/);
    expect(() => findSuites(['startup'])).toThrow(/start-up/);
  });
});

describe('growthOf', () => {
  const at = (x: number, seconds: number) => ({
    x,
    result: { threads: 'one' as const, peers: [timedPeer('a', seconds)] },
  });

  test('fits an exponent to the times of each peer', () => {
    const { axis, curves } = growthOf('rows', [at(1, 1), at(10, 100)]);
    expect(axis).toBe('rows');
    expect(curves).toHaveLength(1);
    expect(curves[0]?.exponent).toBeCloseTo(2, 12);
    expect(curves[0]?.points).toEqual([
      { x: 1, seconds: 1 },
      { x: 10, seconds: 100 },
    ]);
  });

  test('has no curve of a peer with one time', () => {
    expect(growthOf('rows', [at(1, 1)]).curves).toEqual([]);
  });
});
