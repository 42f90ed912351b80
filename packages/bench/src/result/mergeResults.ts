import { isDeepStrictEqual } from 'node:util';

import { SUITES } from '../suites/suites.ts';
import type { BenchResult, CaseResult } from './BenchResult.ts';

/** Whether two results are of one machine and one version, so that they can stand on one page. */
export function areOfOneMachine(one: BenchResult, other: BenchResult): boolean {
  return isDeepStrictEqual([one.machine, one.losskit], [other.machine, other.losskit]);
}

/** Each item by its key, the newer one where both have it, in the order of the keys; what has another key is left out. */
function newest<Item>(
  keys: readonly string[],
  keyOf: (item: Item) => string,
  older: readonly Item[],
  newer: readonly Item[],
): Item[] {
  const found = new Map([...older, ...newer].map((item) => [keyOf(item), item]));
  return [...new Set(keys)].flatMap((key) => found.get(key) ?? []);
}

/** An earlier result with all that a later one has found anew, in the order of the suites. Cases that are no more go. */
export function mergeResults(earlier: BenchResult, later: BenchResult): BenchResult {
  const keyOf = ({ suite, threads, name }: Pick<CaseResult, 'suite' | 'threads' | 'name'>) =>
    JSON.stringify([suite, threads, name]);
  const cases = SUITES.flatMap((suite) =>
    (['one', 'all'] as const).flatMap((threads) =>
      suite.parts(threads).map((name) => keyOf({ suite: suite.name, threads, name })),
    ),
  );
  const axes = [...earlier.growth, ...later.growth].map(({ axis }) => axis);
  const peers = [...earlier.memory, ...later.memory].map(({ peer }) => peer);
  return {
    ...later,
    cases: newest(cases, keyOf, earlier.cases, later.cases),
    growth: newest(axes, ({ axis }) => axis, earlier.growth, later.growth),
    memory: newest(peers, ({ peer }) => peer, earlier.memory, later.memory),
  };
}
