import { expect, test } from 'vitest';

import { LEAST_EFFORT, tinyCase } from '../fixtures/tinyCase.ts';
import type { Case } from './cases/Case.ts';
import { handLoop } from './peers/handLoop.ts';
import { inProcess } from './protocol/Session.ts';
import { type BenchOptions, runBench } from './runBench.ts';
import type { Suite } from './suites/Suite.ts';

const named = (name: string): Case => ({ ...tinyCase, name });

/** A suite of three small cases and a part without one. */
function suiteWith(onMeasured: (name: string) => void = () => {}): Suite {
  const names = ['a', 'b', 'c'];
  return {
    name: 'step',
    description: 'a few numbers',
    threads: 'as asked',
    parts: () => [...names, 'memory'],
    async run({ measure, begin }) {
      for (const name of names) {
        await measure(named(name), { contestants: [inProcess(handLoop)] });
        onMeasured(name);
      }
      return begin('memory') ? { memory: [{ peer: 'losskit', rows: [] }] } : {};
    },
  };
}

function run(suite: Suite, more: Partial<BenchOptions> = {}) {
  const told: string[] = [];
  const found = runBench({
    suites: [suite],
    threads: ['one', 'all'],
    losskit: [],
    effort: LEAST_EFFORT,
    onStart: (_, part, progress) => told.push(`${part} ${progress.split(',')[0]}`),
    ...more,
  });
  return { told, found };
}

test('each part is told of before it begins, on one thread and on all', async () => {
  const { told, found } = run(suiteWith());
  const { result, interrupted } = await found;
  expect(interrupted).toBeUndefined();
  expect(result.cases.map(({ name, threads }) => `${name} ${threads}`)).toEqual(
    ['one', 'all'].flatMap((threads) => ['a', 'b', 'c'].map((name) => `${name} ${threads}`)),
  );
  expect(told.slice(0, 5)).toEqual(['a 1 of 8', 'b 2 of 8', 'c 3 of 8', 'memory 4 of 8', 'a 5 of 8']);
});

test('parts that are not wanted are left out, and not counted', async () => {
  const { told, found } = run(suiteWith(), { cases: ['b'], threads: ['one'] });
  const { result } = await found;
  expect(result.cases.map(({ name }) => name)).toEqual(['b']);
  expect(result.memory).toEqual([]);
  expect(told).toEqual(['b 1 of 1']);
});

test('a run that is stopped keeps what it has measured, but for the case that it was in', async () => {
  const stopping = new AbortController();
  const { found } = run(suiteWith(), {
    signal: stopping.signal,
    onStart: (_, part) => part === 'c' && stopping.abort(),
  });
  const { result, interrupted } = await found;
  expect(interrupted).toMatchObject({ code: 'interrupted' });
  expect(result.cases.map(({ name }) => name)).toEqual(['a', 'b']);
});

test('a case that is done when the run is stopped counts', async () => {
  const stopping = new AbortController();
  const { found } = run(
    suiteWith((name) => name === 'b' && stopping.abort()),
    { signal: stopping.signal },
  );
  expect((await found).result.cases.map(({ name }) => name)).toEqual(['a', 'b']);
});

test('what fails for another reason is thrown', async () => {
  const broken = suiteWith(() => {
    throw new TypeError('a fault');
  });
  await expect(run(broken).found).rejects.toThrow('a fault');
});
