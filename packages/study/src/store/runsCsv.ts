import { stringify } from 'csv-stringify/sync';

import type { RunRecord } from '../RunRecord.ts';
import type { StudyResult, TaskResult } from '../result.ts';

/** Whether a run counts with the trivial model's values: it has none of its own, or no better ones. */
function countsAsTrivial(
  { test, trivial }: RunRecord,
  { metric, higherIsBetter }: Pick<TaskResult, 'metric' | 'higherIsBetter'>,
): boolean {
  const value = test[metric];
  const floor = trivial[metric];
  if (value === undefined) return true;
  return floor !== undefined && (higherIsBetter ? value <= floor : value >= floor);
}

/**
 * Every run at the chosen learning rates as a table in CSV (RFC 4180, with a line feed at the end of each line): task, loss, seed, learning
 * rate, how it ended, steps, and each metric on the test and the validation part, empty where there is none.
 *
 * `failed` says whether it counts as the trivial model in the verdicts; the metrics are its own all the same. Text that a spreadsheet
 * would take for a formula begins with an apostrophe.
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises';
 * await writeFile('runs.csv', runsCsv(await compare({ tasks: ['linear'], seeds: 5 })));
 * ```
 */
export function runsCsv({ comparison, runs }: StudyResult): string {
  const columnsOf = (part: 'test' | 'validation') => [
    ...new Set(runs.flatMap((run) => Object.keys(run[part]))),
  ];
  const [tested, validated] = [columnsOf('test'), columnsOf('validation')];
  const tasks = new Map(comparison.tasks.map((task) => [task.task, task]));
  const rows = runs.map((run) => {
    const task = tasks.get(run.task);
    return [
      run.task,
      run.loss,
      run.seed,
      run.learningRate,
      run.status,
      String(task === undefined || countsAsTrivial(run, task)),
      run.reason,
      run.steps,
      ...tested.map((name) => run.test[name] ?? ''),
      ...validated.map((name) => run.validation[name] ?? ''),
    ];
  });
  const head = ['task', 'loss', 'seed', 'learningRate', 'status', 'failed', 'reason', 'steps'];
  return stringify([[...head, ...tested, ...validated.map((name) => `validation ${name}`)], ...rows], {
    escape_formulas: true,
  });
}
