import { expect, test } from 'vitest';

import { benchResultOf, timedPeer } from '../../fixtures/benchResult.ts';
import { areOfOneMachine, mergeResults } from './mergeResults.ts';

const small = (seconds: number) =>
  benchResultOf([timedPeer('losskit compiled', seconds)], { name: '64-32-3' });
const growth = (axis: string, exponent: number) => ({
  axis,
  curves: [{ peer: 'JAX', points: [], exponent }],
});
const memory = (peer: string) => ({ peer, rows: [] });

test('a later result takes the place of an earlier one of the same case, and the others stay, in the order of the suites', () => {
  const commands = benchResultOf([], { suite: 'start-up', name: 'commands', threads: 'all' });
  const all = benchResultOf([], { name: '64-32-3', threads: 'all' });
  const earlier = { ...commands, cases: [...commands.cases, ...small(1).cases, ...all.cases] };
  const { cases } = mergeResults(earlier, small(2));
  expect(cases.map(({ suite, name, threads }) => `${suite}, ${name}, ${threads}`)).toEqual([
    'step, 64-32-3, one',
    'step, 64-32-3, all',
    'start-up, commands, all',
  ]);
  expect(cases[0]?.peers[0]?.processor.minimum).toBe(2);
});

test('a case that no suite has any more goes', () => {
  const gone = benchResultOf([], { name: 'a case of earlier days' });
  expect(mergeResults(gone, small(1)).cases.map(({ name }) => name)).toEqual(['64-32-3']);
});

test('growth and memory are merged by what grows and by who was measured', () => {
  const earlier = { ...small(1), growth: [growth('rows', 1), growth('width', 1)], memory: [memory('a')] };
  const merged = mergeResults(earlier, { ...small(1), growth: [growth('rows', 2)], memory: [memory('b')] });
  expect(merged.growth).toEqual([growth('rows', 2), growth('width', 1)]);
  expect(merged.memory).toEqual([memory('a'), memory('b')]);
});

test('results of another machine or version do not belong together', () => {
  const one = small(1);
  expect(areOfOneMachine(one, small(2))).toBe(true);
  expect(areOfOneMachine(one, { ...one, losskit: 'losskit 2.0.0' })).toBe(false);
  expect(areOfOneMachine(one, { ...one, machine: { ...one.machine, node: '22.0.0' } })).toBe(false);
});
