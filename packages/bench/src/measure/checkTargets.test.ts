import { describe, expect, test } from 'vitest';

import { timedPeer } from '../../fixtures/benchResult.ts';
import type { Target } from '../cases/Case.ts';
import { checkTargets } from './checkTargets.ts';

const PEERS = [timedPeer('ours', 3), timedPeer('theirs', 2)];

const check = (target: Target, counted: 'elapsed' | 'processor' = 'processor', node = '22.1.0') =>
  checkTargets({ targets: [target] }, PEERS, counted, node).map(({ measured, reached }) => ({
    measured,
    reached,
  }));

describe('checkTargets', () => {
  test('divides the minima', () => {
    const target = { peer: 'ours', by: 'theirs', bound: 'at most' } as const;
    expect(check({ ...target, ratio: 1.5 })).toEqual([{ measured: 1.5, reached: true }]);
    expect(check({ ...target, ratio: 1.4 })).toEqual([{ measured: 1.5, reached: false }]);
    expect(check({ ...target, bound: 'at least', ratio: 1.4 })).toEqual([{ measured: 1.5, reached: true }]);
  });

  test('limits a time, or what it is beyond another', () => {
    expect(check({ peer: 'ours', seconds: 3 })).toEqual([{ measured: 3, reached: true }]);
    expect(check({ peer: 'ours', minus: 'theirs', seconds: 0.9 })).toEqual([{ measured: 1, reached: false }]);
  });

  test('takes the time that the target names, else the one that counts', () => {
    expect(check({ peer: 'ours', seconds: 3 }, 'elapsed')).toEqual([{ measured: 6, reached: false }]);
    expect(check({ peer: 'ours', seconds: 3, time: 'processor' }, 'elapsed')).toEqual([
      { measured: 3, reached: true },
    ]);
  });

  test('leaves out what is meant for another Node, and peers without a time', () => {
    const target = { peer: 'ours', by: 'theirs', bound: 'at most', ratio: 2, nodes: [24] } as const;
    expect(check(target)).toEqual([]);
    expect(check(target, 'processor', '24.0.0')).toHaveLength(1);
    expect(check({ peer: 'ours', by: 'nobody', bound: 'at most', ratio: 2 })).toEqual([]);
    expect(check({ peer: 'ours', minus: 'nobody', seconds: 2 })).toEqual([]);
  });
});
