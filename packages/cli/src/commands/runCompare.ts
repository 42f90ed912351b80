import { join } from 'node:path';
import type { BackendName } from '@losskit/backends';
import type { Crew } from '@losskit/cluster';
import type { ExportedCommands } from '@losskit/cluster/slurm';
import { isArgumentError, LosskitError, untilAborted } from '@losskit/errors';
import { refuseFolders } from '@losskit/files';
import { splitLossList } from '@losskit/losses/expression';
import type { Language } from '@losskit/report';
import {
  type Comparison,
  compare,
  findRegressions,
  type OpenExecutor,
  type StressLevels,
  type StudyResult,
  type Tuning,
} from '@losskit/study';
import { type Task, taskLoss } from '@losskit/tasks';
import type { CompilePolicy } from '@losskit/trainer';

import { openScheduler } from '../cluster/openScheduler.ts';
import { checkSchedulerOptions, type SchedulerOptions } from '../cluster/schedulerOptions.ts';
import type { Interruption } from '../interruption.ts';
import { isInterrupted } from '../isInterrupted.ts';
import type { LiveHooks, WatchedComparison } from '../live/watchedComparison.ts';
import { addTuning } from '../losses/addTuning.ts';
import { blaming } from '../losses/blaming.ts';
import { checkLossWords, lossesOfWords, lossOfTasks, withoutOthersLosses } from '../losses/lossesOfWords.ts';
import { parseNames } from '../options.ts';
import { commandLine } from '../output/commandLine.ts';
import { comparisonBar } from '../output/comparisonBar.ts';
import { crewWords, describeCrew } from '../output/crewWords.ts';
import { describeChoice } from '../output/describeChoice.ts';
import { describeExported } from '../output/describeExported.ts';
import { describeUnusable } from '../output/describeUnusable.ts';
import { formatComparison } from '../output/formatComparison.ts';
import { formatRegressions } from '../output/formatRegressions.ts';
import { jsonLine } from '../output/jsonLine.ts';
import { note } from '../output/note.ts';
import { REPORT_FILES, writeReport } from '../output/reportFolder.ts';
import { terminalWidth } from '../output/terminalWidth.ts';
import { parseStress } from '../parseStress.ts';
import { withoutPassword } from '../queueOptions.ts';
import { checkRegressions } from '../regression/checkRegressions.ts';
import { readEarlierComparison } from '../regression/readEarlierComparison.ts';
import { loadTasks } from '../tasks/loadTasks.ts';
import { isTaskModule } from '../tasks/taskModule.ts';
import type { TaskOptions } from '../tasks/taskOptions.ts';

export interface CompareCommandOptions extends TaskOptions, SchedulerOptions {
  readonly losses: string;
  readonly seeds: number | 'auto';
  readonly margin?: number | `${number}%`;
  readonly baseline?: string;
  readonly tune?: readonly string[];
  readonly stress?: readonly string[];
  readonly explain?: boolean;
  readonly jobs: number;
  readonly backend: BackendName;
  readonly compile: CompilePolicy;
  readonly epochs?: number;
  readonly out?: string;
  readonly json?: boolean;
  readonly lang: Language;
  readonly failOnRegression?: string;
  readonly watch?: boolean;
  readonly port?: number;
  readonly queue?: string;
  readonly dataFrom?: string;
}

/** What was typed, with losses and their options read. */
interface ComparisonOptions extends Omit<CompareCommandOptions, 'losses' | 'tune' | 'stress'> {
  readonly stress: StressLevels | undefined;
  readonly losses: readonly string[];
  readonly tune: Tuning | undefined;
}

function readLosses({ losses, tune, stress, ...others }: CompareCommandOptions): ComparisonOptions {
  return {
    ...others,
    losses: parseNames('--losses', splitLossList)(losses),
    stress: stress && parseStress(stress),
    tune: tune?.reduce<Tuning>((before, text) => addTuning(text, before), {}),
  };
}

/** A folder of its own for every comparison, also of two that start in one second: `runs/2026-01-31-17-05-09-123-linear-fruit`. */
function defaultFolder(tasks: readonly Task[]): string {
  const moment = new Date().toISOString().slice(0, 23).replace(/[T:.]/g, '-');
  const names = tasks.map(({ name }) => name.replace(/[^\p{L}\p{N}._-]+/gu, '-'));
  return join('runs', [moment, ...names].join('-').slice(0, 100));
}

/** Other machines that do the runs, where they are asked for. */
async function openQueue(
  { queue, dataFrom }: ComparisonOptions,
  onNote: (text: string) => void,
  onCrew: (crew: Crew) => void,
): Promise<OpenExecutor | undefined> {
  if (queue === undefined && dataFrom !== undefined)
    throw new LosskitError('option-invalid', `--data-from: expected --queue with it, got ${dataFrom} alone.`);
  if (queue === undefined) return undefined;
  const { bullQueue } = await import('@losskit/cluster');
  const note = (crew: Crew) => {
    onCrew(crew);
    onNote(describeCrew(crew));
  };
  return bullQueue(queue, { dataFrom, onNote, onCrew: note });
}

/** Compares with a bar that shows how far it is. */
async function compareWithBar(
  tasks: readonly Task[],
  folder: string,
  options: ComparisonOptions,
  hooks: LiveHooks,
  onExported: (exported: ExportedCommands) => void,
): Promise<StudyResult> {
  const { losses, seeds, margin, baseline, tune, stress, explain, jobs, backend, compile, epochs } = options;
  const crew = crewWords();
  const bar = comparisonBar(crew.words);
  const openExecutor =
    openScheduler(options, folder, bar, onExported) ?? (await openQueue(options, bar.note, crew.update));
  try {
    for (const { name, note } of tasks) if (note !== undefined) bar.note(`${name}: ${note}`);
    return await compare({
      tasks: tasks.map(withoutOthersLosses),
      losses: lossesOfWords(losses, tasks),
      baseline: baseline === undefined ? undefined : lossOfTasks(baseline, tasks),
      seeds,
      margin,
      tune,
      stress,
      explain,
      jobs,
      openExecutor,
      backend,
      compile,
      epochs,
      folder,
      ...hooks,
      onBackend: (task, backend) => bar.note(describeChoice(task, backend)),
      onContinue: () =>
        bar.note(`Continuing the comparison in ${folder}: what it has trained already is used.`),
      onUnusable: (runs) => bar.note(describeUnusable(runs, folder)),
      // Of a task that stands alone the error itself tells.
      onProblem: (problem) => {
        if (tasks.length > 1) bar.note(`${problem.task} is not compared: ${problem.message}`);
        hooks.onProblem?.(problem);
      },
      onProgress: (progress) => {
        if (progress.record.status === 'lost') bar.note(progress.record.reason);
        bar.update(progress);
        hooks.onProgress?.(progress);
      },
    });
  } catch (error) {
    bar.stop();
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

/** The page of a comparison that is to be watched. @throws LosskitError for a port that cannot be had, or that no page needs. */
async function openWatch(
  tasks: readonly Task[],
  folder: string,
  { watch = false, port }: ComparisonOptions,
  interruption: Interruption,
): Promise<WatchedComparison | undefined> {
  if (!watch && port !== undefined)
    throw new LosskitError('option-invalid', `--port: expected --watch with it, got ${port} alone.`);
  if (!watch) return undefined;
  const { watchComparison } = await import('../live/watchedComparison.ts');
  const title = `Losses on ${tasks.map(({ name }) => name).join(', ')}`;
  return watchComparison(title, folder, port ?? 0, interruption);
}

export async function runCompare(
  words: readonly string[],
  typedOptions: CompareCommandOptions,
  interruption: Interruption,
  typed: readonly string[],
): Promise<void> {
  const started = performance.now();
  const options = readLosses(typedOptions);
  checkWords(words, options);
  checkSchedulerOptions(options);
  const { json = false, failOnRegression: earlierFile } = options;
  const earlier = earlierFile === undefined ? undefined : await readEarlierComparison(earlierFile);
  const tasks = await untilAborted('compare', interruption.signal, () =>
    loadTasks(words, options, interruption.signal),
  );
  const folder = options.out ?? defaultFolder(tasks);
  await refuseFolders(folder, REPORT_FILES);
  const watched = await openWatch(tasks, folder, options, interruption);
  let exported: ExportedCommands | undefined;
  const compareOnce = (hooks: LiveHooks) =>
    compareWithBar(tasks, folder, options, hooks, (commands) => {
      exported = commands;
    });
  let study: StudyResult;
  let report: string;
  try {
    study = await (watched ? watched.run(compareOnce) : compareOnce({ signal: interruption.signal }));
    report = await writeReport(folder, study, {
      command: commandLine(withoutPassword(typed)),
      language: options.lang,
    });
  } catch (error) {
    if (exported && interruption.exitCode() === undefined && isInterrupted(error))
      return note(describeExported(exported));
    if (interruption.exitCode() !== undefined && isInterrupted(error))
      note(`Stopped. What is done is kept: the same command with --out ${folder} continues there.`);
    await watched?.fail(error);
    throw error;
  }
  const { comparison } = study;
  const seconds = Math.round((performance.now() - started) / 1000);
  for (const { task, message, losses } of comparison.warnings ?? []) {
    const others = losses.length > 1 ? ` So with ${losses.length} losses.` : '';
    process.stderr.write(`Warning: ${task}: ${message}${others}\n`);
  }
  process.stdout.write(
    json
      ? jsonLine(comparison)
      : `${formatComparison(comparison, terminalWidth())}\n${seconds} s. Report: ${report}\n`,
  );
  try {
    if (earlier && earlierFile !== undefined) reportRegressions(earlier, earlierFile, comparison, json);
    reportLost(comparison, folder);
    reportProblems(comparison, tasks);
  } finally {
    await watched?.finish();
  }
}
