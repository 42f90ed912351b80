import { join } from 'node:path';
import type { BackendName } from '@losskit/backends';
import { isArgumentError, LosskitError, untilAborted } from '@losskit/errors';
import { refuseFolders, writeWholeFile } from '@losskit/files';
import { splitLossList } from '@losskit/losses/expression';
import { type Comparison, compare, findRegressions, type StudyResult, type Tuning } from '@losskit/study';
import { type Task, taskLoss } from '@losskit/tasks';
import type { CompilePolicy } from '@losskit/trainer';

import type { Interruption } from '../interruption.ts';
import { addTuning } from '../losses/addTuning.ts';
import { blaming } from '../losses/blaming.ts';
import { checkLossWords, lossesOfWords, lossOfTasks, withoutOthersLosses } from '../losses/lossesOfWords.ts';
import { parseNames } from '../options.ts';
import { commandLine } from '../output/commandLine.ts';
import { comparisonBar } from '../output/comparisonBar.ts';
import { describeChoice } from '../output/describeChoice.ts';
import { describeUnusable } from '../output/describeUnusable.ts';
import { formatComparison } from '../output/formatComparison.ts';
import { formatRegressions } from '../output/formatRegressions.ts';
import { jsonLine } from '../output/jsonLine.ts';
import { terminalWidth } from '../output/terminalWidth.ts';
import { checkRegressions } from '../regression/checkRegressions.ts';
import { readEarlierComparison } from '../regression/readEarlierComparison.ts';
import { loadTasks } from '../tasks/loadTasks.ts';
import { isTaskModule } from '../tasks/taskModule.ts';
import type { TaskOptions } from '../tasks/taskOptions.ts';

export interface CompareCommandOptions extends TaskOptions {
  readonly losses: string;
  readonly seeds: number | 'auto';
  readonly margin?: number | `${number}%`;
  readonly baseline?: string;
  readonly tune?: readonly string[];
  readonly jobs: number;
  readonly backend: BackendName;
  readonly compile: CompilePolicy;
  readonly epochs?: number;
  readonly out?: string;
  readonly json?: boolean;
  readonly failOnRegression?: string;
}

/** What was typed, with losses and their options read. */
interface ComparisonOptions extends Omit<CompareCommandOptions, 'losses' | 'tune'> {
  readonly losses: readonly string[];
  readonly tune: Tuning | undefined;
}

function readLosses({ losses, tune, ...others }: CompareCommandOptions): ComparisonOptions {
  return {
    ...others,
    losses: parseNames('--losses', splitLossList)(losses),
    tune: tune?.reduce<Tuning>((before, text) => addTuning(text, before), {}),
  };
}

const REPORT = 'report.html';

/** A folder of its own for every comparison, also of two that start in one second: `runs/2026-01-31-17-05-09-123-linear-fruit`. */
function defaultFolder(tasks: readonly Task[]): string {
  const moment = new Date().toISOString().slice(0, 23).replace(/[T:.]/g, '-');
  const names = tasks.map(({ name }) => name.replace(/[^\p{L}\p{N}._-]+/gu, '-'));
  return join('runs', [moment, ...names].join('-').slice(0, 100));
}

function isInterrupted(error: unknown): boolean {
  return error instanceof LosskitError && error.code === 'interrupted';
}

/** Compares with a bar that shows how far it is. */
async function compareWithBar(
  tasks: readonly Task[],
  folder: string,
  options: ComparisonOptions,
  interruption: Interruption,
): Promise<StudyResult> {
  const { losses, seeds, margin, baseline, tune, jobs, backend, compile, epochs } = options;
  const bar = comparisonBar();
  try {
    for (const { name, note } of tasks) if (note !== undefined) bar.note(`${name}: ${note}`);
    return await compare({
      tasks: tasks.map(withoutOthersLosses),
      losses: lossesOfWords(losses, tasks),
      baseline: baseline === undefined ? undefined : lossOfTasks(baseline, tasks),
      seeds,
      margin,
      tune,
      jobs,
      backend,
      compile,
      epochs,
      folder,
      signal: interruption.signal,
      onBackend: (task, backend) => bar.note(describeChoice(task, backend)),
      onContinue: () => bar.note(`Continuing the interrupted comparison in ${folder}.`),
      onUnusable: (runs) => bar.note(describeUnusable(runs, folder)),
      // Of a task that stands alone the error itself tells.
      onProblem: ({ task, message }) => {
        if (tasks.length > 1) bar.note(`${task} is not compared: ${message}`);
      },
      onProgress: (progress) => {
        if (progress.record.status === 'lost') bar.note(progress.record.reason);
        bar.update(progress);
      },
    });
  } catch (error) {
    bar.stop();
    if (interruption.exitCode() !== undefined && isInterrupted(error)) {
      bar.note(`Stopped. What is done is kept: the same command with --out ${folder} continues there.`);
    }
    // Arguments of compare are what was typed.
    if (isArgumentError(error)) throw new LosskitError('option-invalid', error.message, {}, { cause: error });
    throw error;
  } finally {
    bar.stop();
  }
}

/** Says what is mistyped before any data are read. */
function checkWords(words: readonly string[], { losses, baseline }: ComparisonOptions): void {
  const hasModules = words.some(isTaskModule);
  checkLossWords('--losses', losses, hasModules);
  // Unlike one of the losses, it cannot be a group.
  if (baseline !== undefined && !hasModules) blaming('--baseline', () => taskLoss(baseline));
}

function reportProblems({ problems = [] }: Comparison, tasks: readonly Task[]): void {
  if (problems.length === 0) return;
  throw new LosskitError(
    'task-failed',
    `compare: expected tasks that can be compared, got ${problems.length} of ${tasks.length} that cannot: ` +
      `${problems.map(({ task }) => task).join(', ')}.`,
  );
}

/** What the machine has lost is run again by the same command. */
function reportLost({ tasks }: Comparison, folder: string): void {
  const runs = tasks.flatMap(({ task, lost = [] }) => lost.map((run) => ({ task, ...run })));
  const [first] = runs;
  if (!first) return;
  const lost = `${first.task}, ${first.loss}, seed ${first.seed}${runs.length > 1 ? ' the first' : ''}`;
  throw new LosskitError(
    first.code,
    `compare: expected every run to end, got ${runs.length} that the machine lost (${lost}); ` +
      `the same command with --out ${folder} runs it again.`,
  );
}

/** Holds the comparison against the earlier one in `file`. @throws RegressionFound, LosskitError. */
function reportRegressions(earlier: unknown, file: string, comparison: Comparison, json: boolean): void {
  const regressions = findRegressions(earlier, comparison);
  const stream = json ? process.stderr : process.stdout;
  stream.write(`${formatRegressions(regressions, file, terminalWidth(stream))}\n`);
  checkRegressions(regressions, file);
}

export async function runCompare(
  words: readonly string[],
  typedOptions: CompareCommandOptions,
  interruption: Interruption,
  typed: readonly string[],
): Promise<void> {
  const options = readLosses(typedOptions);
  checkWords(words, options);
  const { json = false, failOnRegression: earlierFile } = options;
  const earlier = earlierFile === undefined ? undefined : await readEarlierComparison(earlierFile);
  const tasks = await untilAborted('compare', interruption.signal, () =>
    loadTasks(words, options, interruption.signal),
  );
  const folder = options.out ?? defaultFolder(tasks);
  await refuseFolders(folder, [REPORT]);
  const study = await compareWithBar(tasks, folder, options, interruption);
  const report = join(folder, REPORT);
  // Only now: what draws figures takes a while to load.
  const { renderReport } = await import('@losskit/report');
  await writeWholeFile(report, await renderReport(study, { command: commandLine(typed) }));
  const { comparison, timings } = study;
  for (const { task, message, losses } of comparison.warnings ?? []) {
    const others = losses.length > 1 ? ` So with ${losses.length} losses.` : '';
    process.stderr.write(`Warning: ${task}: ${message}${others}\n`);
  }
  process.stdout.write(
    json
      ? jsonLine(comparison)
      : `${formatComparison(comparison, terminalWidth())}\n${Math.round(timings.total)} s. Report: ${report}\n`,
  );
  if (earlier && earlierFile !== undefined) reportRegressions(earlier, earlierFile, comparison, json);
  reportLost(comparison, folder);
  reportProblems(comparison, tasks);
}
