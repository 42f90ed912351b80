import { describe, expect, test } from 'vitest';

import { benchResultOf, timedPeer } from '../../fixtures/benchResult.ts';
import { countCompared, findSlower } from './compareResults.ts';

const OURS = 'losskit compiled';
const before = benchResultOf([timedPeer(OURS, 1, 0.05), timedPeer('JAX', 1)]);
const factors = (...peers: Parameters<typeof benchResultOf>[0][number][]) =>
  findSlower(before, benchResultOf(peers)).map(({ peer, factor }) => ({ peer, factor }));

describe('findSlower', () => {
  test('finds what takes longer than both spreads explain', () => {
    expect(factors(timedPeer(OURS, 1.3, 0.1), timedPeer('JAX', 1))).toEqual([{ peer: OURS, factor: 1.3 }]);
    expect(factors(timedPeer(OURS, 1.3, 0.3), timedPeer('JAX', 1))).toEqual([]);
    expect(factors(timedPeer(OURS, 1.15, 0.12), timedPeer('JAX', 1))).toEqual([]);
  });

  test('takes a tenth for noise at least', () => {
    const still = benchResultOf([timedPeer(OURS, 1)]);
    expect(findSlower(still, benchResultOf([timedPeer(OURS, 1.09)]))).toEqual([]);
    expect(findSlower(still, benchResultOf([timedPeer(OURS, 1.11)]))).toHaveLength(1);
  });

  test('takes out what the machine has become slower by, as the other peers show', () => {
    expect(factors(timedPeer(OURS, 2), timedPeer('JAX', 2))).toEqual([]);
    expect(factors(timedPeer(OURS, 1), timedPeer('JAX', 0.5))).toEqual([{ peer: OURS, factor: 2 }]);
  });

  test('does not take another version of a peer for the machine', () => {
    const newer = { ...timedPeer('JAX', 2), version: '2' };
    expect(factors(timedPeer(OURS, 2), newer)).toEqual([{ peer: OURS, factor: 2 }]);
  });

  test('says nothing of others, of what became faster, and of what is new', () => {
    expect(factors(timedPeer(OURS, 0.5), timedPeer('JAX', 1))).toEqual([]);
    expect(factors(timedPeer('losskit train', 9), timedPeer('JAX', 1))).toEqual([]);
  });

  test('compares cases of the same threads only', () => {
    const all = benchResultOf([timedPeer(OURS, 5)], { threads: 'all' });
    expect(findSlower(before, all)).toEqual([]);
    expect(countCompared(before, all)).toBe(0);
    expect(countCompared(before, before)).toBe(1);
  });
});
