import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { LEAST_EFFORT, tinyCase } from '../../fixtures/tinyCase.ts';
import { handLoop } from '../peers/handLoop.ts';
import { losskitCompiled } from '../peers/losskitCompiled.ts';
import { losskitStep } from '../peers/losskitStep.ts';
import { losskitTrain } from '../peers/losskitTrain.ts';
import { type Peer, PeerFailed, PeerMissing, UnsupportedCase } from '../protocol/Peer.ts';
import { inProcess } from '../protocol/Session.ts';
import { measureCase } from './measureCase.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-bench-'));
});
afterEach(() => rm(folder, { recursive: true }));

const measure = (peers: readonly Peer[], given = tinyCase) =>
  measureCase(given, peers.map(inProcess), folder, LEAST_EFFORT);

/** A peer that comes to the values, and notes each call. */
function fakePeer(name: string, values: readonly number[], calls: string[] = []): Peer {
  return {
    name,
    start: () => ({
      run(steps) {
        calls.push(`${name} ${steps}`);
      },
      evaluate: () => values,
    }),
    version: () => '1',
  };
}

function peerThatThrows(error: Error): Peer {
  return {
    name: 'one that throws',
    start() {
      throw error;
    },
    version: () => '1',
  };
}

describe('measureCase', () => {
  test('times a loop written by hand, the steps of losskit and the whole of train, which all come to one loss', async () => {
    const peers = [
      handLoop,
      losskitStep('cpu'),
      losskitTrain('losskit train', 'cpu', 'off'),
      losskitCompiled('losskit compiled'),
    ];
    const { peers: timed, omitted } = await measure(peers);
    expect(omitted).toEqual([]);
    expect(timed.map(({ peer }) => peer)).toEqual(peers.map(({ name }) => name));
    for (const { elapsed, processor } of timed) {
      expect(elapsed.repetitions).toBe(LEAST_EFFORT.rounds);
      expect(elapsed.minimum).toBeGreaterThan(0);
      expect(processor.minimum).toBeGreaterThanOrEqual(0);
    }
  });

  test('does not time a peer that comes to another loss', async () => {
    const calls: string[] = [];
    const wrong = fakePeer('wrong', [1.2], calls);
    const { peers, omitted } = await measure([wrong, fakePeer('a', [1]), fakePeer('b', [1.0005])]);
    expect(peers.map(({ peer }) => peer)).toEqual(['a', 'b']);
    expect(omitted).toEqual([{ peer: 'wrong', kind: 'disagrees', reason: 'it came to 1.2, others to 1' }]);
    expect(calls).toEqual([`wrong ${tinyCase.checkSteps}`]);
  });

  test('does not time a peer whose loss is not finite', async () => {
    const { peers, omitted } = await measure([fakePeer('a', [Number.NaN])]);
    expect(peers).toEqual([]);
    expect(omitted[0]?.kind).toBe('disagrees');
  });

  test('times a yardstick, which comes to nothing', async () => {
    const { peers } = await measure([fakePeer('yardstick', []), fakePeer('a', [1])]);
    expect(peers.map(({ peer }) => peer)).toEqual(['yardstick', 'a']);
  });

  test('lets the peers take turns, forwards and backwards', async () => {
    const calls: string[] = [];
    await measure([fakePeer('a', [1], calls), fakePeer('b', [1], calls)]);
    const turns = calls.slice(-4).map((call) => call[0]);
    expect(turns).toEqual(['a', 'b', 'b', 'a']);
  });

  test('takes multiples of the unit', async () => {
    const calls: string[] = [];
    await measure([fakePeer('a', [1], calls)]);
    const steps = calls.map((call) => Number(call.split(' ')[1]));
    expect(steps.every((count) => count % tinyCase.unit === 0)).toBe(true);
  });

  test('tells why a peer has no time', async () => {
    const { omitted } = await measure(
      [
        peerThatThrows(new UnsupportedCase('it sews only')),
        peerThatThrows(new PeerFailed('it failed: no thread')),
        peerThatThrows(new PeerMissing('its backend is not installed')),
        fakePeer('slow', [1]),
      ],
      { ...tinyCase, without: ['slow'] },
    );
    expect(omitted).toEqual([
      { peer: 'slow', kind: 'unsupported', reason: 'it would take too long' },
      { peer: 'one that throws', kind: 'unsupported', reason: 'it sews only' },
      { peer: 'one that throws', kind: 'failed', reason: 'it failed: no thread' },
      { peer: 'one that throws', kind: 'missing', reason: 'its backend is not installed' },
    ]);
  });

  test('goes on without a peer that fails later', async () => {
    let runs = 0;
    const tired: Peer = {
      name: 'tired',
      start: () => ({
        run() {
          runs += 1;
          if (runs > 2) throw new PeerFailed('it failed: no breath');
        },
        evaluate: () => [1],
      }),
      version: () => '1',
    };
    const { peers, omitted } = await measure([tired, fakePeer('a', [1])]);
    expect(peers.map(({ peer }) => peer)).toEqual(['a']);
    expect(peers[0]?.elapsed.repetitions).toBe(LEAST_EFFORT.rounds);
    expect(omitted).toEqual([{ peer: 'tired', kind: 'failed', reason: 'it failed: no breath' }]);
    expect(runs).toBe(3);
  });

  test('does not hide a fault of its own', async () => {
    await expect(measure([peerThatThrows(new TypeError('a fault'))])).rejects.toThrow('a fault');
  });
});
