import type { TaskResult } from '../result.ts';
import type { SeedValues } from './differenceToEarlier.ts';
import type { EarlierTask } from './earlierComparison.ts';
import { isSameData } from './isSameData.ts';

/** The ranking metric of one loss on one task, then and now. */
export interface LossThenAndNow {
  readonly task: TaskResult;
  readonly loss: string;
  /** Whether both are of the same seeds in the same order, which needs the same data. */
  readonly paired: boolean;
  readonly before: SeedValues;
  /** Of runs that have a value. Empty where none has; `before` is what it would have been compared with. */
  readonly now: SeedValues;
  /** Runs without a value now. */
  readonly lost: number;
}

/** The seeds of a comparison, in the order in which losses have their values. */
export interface SeedLists {
  readonly before: readonly number[];
  readonly now: readonly number[];
}

type Values = readonly (number | null)[];

function isNumber(value: number | null): value is number {
  return value !== null;
}

/** The seeds that had a value then. */
function pairedValues(before: Values, now: Values, seeds: SeedLists) {
  const bySeed = new Map(seeds.before.map((seed, place) => [seed, before[place] ?? null]));
  const pairs = now.flatMap((value, place) => {
    const earlier = bySeed.get(seeds.now[place] ?? Number.NaN) ?? null;
    return earlier === null ? [] : [{ earlier, value }];
  });
  const judged = pairs.filter(({ value }) => value !== null);
  return {
    before: (judged.length > 0 ? judged : pairs).map(({ earlier }) => earlier),
    now: judged.map(({ value }) => value).filter(isNumber),
    lost: pairs.length - judged.length,
  };
}

function allValues(before: Values, now: Values) {
  const judged = now.filter(isNumber);
  return { before: before.filter(isNumber), now: judged, lost: now.length - judged.length };
}

/** The losses that a task was compared with then and is now. */
export function lossesThenAndNow(earlier: EarlierTask, task: TaskResult, seeds: SeedLists): LossThenAndNow[] {
  const paired = isSameData(task, earlier);
  return earlier.results.flatMap(({ loss, metrics }) => {
    const result = task.results.find((one) => one.loss === loss);
    if (!result) return [];
    const before = metrics[task.metric]?.values ?? [];
    const now = result.metrics[task.metric]?.values ?? [];
    const runs = paired ? pairedValues(before, now, seeds) : allValues(before, now);
    return [
      {
        task,
        loss,
        paired,
        before: { values: runs.before, task: earlier },
        now: { values: runs.now, task },
        lost: runs.lost,
      },
    ];
  });
}
