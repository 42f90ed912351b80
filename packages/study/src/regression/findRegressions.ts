import type { Comparison } from '../result.ts';
import { meanOf } from '../statistics/moments.ts';
import { describeRegression } from './describeRegression.ts';
import { type Family, pairedDifference, unpairedDifference } from './differenceToEarlier.ts';
import { parseEarlierComparison } from './earlierComparison.ts';
import { type LossThenAndNow, lossesThenAndNow } from './lossesThenAndNow.ts';
import type { Regression, Regressions } from './Regressions.ts';
import { isRankedAlike, missingTask, otherRanking, reservations } from './taskNotes.ts';

/** Fewer runs say nothing of chance. */
const MIN_RUNS = 2;

/** The regression of a loss; undefined where it is not worse by more than the margin. */
function regressionOf(
  { task: result, loss, paired, before, now, lost }: LossThenAndNow,
  family: Family,
): Regression | undefined {
  const { task, metric, margin, higherIsBetter } = result;
  const found = (seeds: number, of: Pick<Regression, 'now' | 'difference'>): Regression => {
    const regression = { task, loss, metric, before: meanOf(before.values), ...of, paired, seeds };
    return { ...regression, sentence: describeRegression(regression, margin) };
  };
  if (now.values.length === 0) return found(lost, { now: null, difference: null });
  const difference = (paired ? pairedDifference : unpairedDifference)(now, before, family);
  const leastLoss = higherIsBetter ? -difference.high : difference.low;
  if (leastLoss <= margin) return undefined;
  return found(now.values.length, { now: meanOf(now.values), difference });
}

/** Whether chance can be told from a change; runs that are all lost need no telling. */
function isComparable({ before, now, lost }: LossThenAndNow): boolean {
  return (
    before.values.length >= MIN_RUNS &&
    (now.values.length >= MIN_RUNS || (now.values.length === 0 && lost > 0))
  );
}

function runNotes(one: LossThenAndNow): string[] {
  const name = `${one.task.task}, ${one.loss}`;
  if (!isComparable(one))
    return [
      `${name} cannot be compared: it takes ${MIN_RUNS} runs of the same seeds or more to tell a change from chance.`,
    ];
  if (one.lost > 0 && one.now.values.length > 0)
    return [`${name} is compared without ${one.lost} of its runs, which have no value now.`];
  return [];
}

/**
 * Finds what is worse than it was in an earlier comparison: losses whose ranking metric lost more than the
 * margin that the comparison of now has for the task, beyond chance.
 *
 * On the same data each seed is compared with itself, by Student's interval; on other data the means are, by
 * Welch's. The intervals are simultaneous over all tasks and losses (Bonferroni): where nothing has changed,
 * the probability that anything is called a regression is at most 1 − confidence. Where seeds split one data
 * set the intervals allow for their overlap. Runs that failed count with the value of the trivial model.
 *
 * @param earlier - What `losskit compare --json` printed, parsed.
 * @param confidence - Default: that of `now`.
 * @throws LosskitError `data-malformed` for what is no comparison, or one of another version.
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * const earlier: unknown = JSON.parse(await readFile('main-branch.json', 'utf8'));
 * const { regressions } = findRegressions(earlier, comparison);
 * for (const { sentence } of regressions) console.error(sentence);
 * ```
 */
export function findRegressions(
  earlier: unknown,
  now: Comparison,
  confidence = now.config.confidence,
): Regressions {
  const before = parseEarlierComparison(earlier);
  const seeds = { before: before.config.seeds, now: now.config.seeds };
  const notes: string[] = [];
  const losses: LossThenAndNow[] = [];
  for (const earlierTask of before.tasks) {
    const task = now.tasks.find((one) => one.task === earlierTask.task);
    if (!task) notes.push(missingTask(earlierTask.task, now));
    else if (!isRankedAlike(earlierTask, task)) notes.push(otherRanking(earlierTask, task));
    else {
      notes.push(...reservations(earlierTask, task, before, now));
      losses.push(...lossesThenAndNow(earlierTask, task, seeds));
    }
  }
  const comparable = losses.filter(isComparable);
  const family = { comparisons: comparable.length, confidence };
  return {
    regressions: comparable
      .map((one) => regressionOf(one, family))
      .filter((regression) => regression !== undefined),
    compared: comparable.length,
    notes: [...notes, ...losses.flatMap(runNotes)],
  };
}
