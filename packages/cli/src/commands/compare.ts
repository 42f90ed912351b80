import { join } from 'node:path';
import type { BackendName } from '@losskit/backends';
import { isArgumentError, LosskitError, untilAborted } from '@losskit/errors';
import { refuseFolders, writeWholeFile } from '@losskit/files';
import { splitLossList } from '@losskit/losses/expression';
import { renderReport } from '@losskit/report';
import { type Comparison, compare, findRegressions, type StudyResult, type Tuning } from '@losskit/study';
import { type Task, taskLoss } from '@losskit/tasks';
import { Command, Option } from 'commander';

import type { Interruption } from '../interruption.ts';
import { addTuning } from '../losses/addTuning.ts';
import { blaming } from '../losses/blaming.ts';
import { checkLossWords, lossesOfWords, lossOfTasks, withoutOthersLosses } from '../losses/lossesOfWords.ts';
import { backendOption, epochsOption, jobsOption, parseMargin, parseNames, parseSeeds } from '../options.ts';
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
import { TASK_FORMS, type TaskOptions, taskOptions } from '../tasks/taskOptions.ts';

interface CompareCommandOptions extends TaskOptions {
  readonly losses: readonly string[];
  readonly seeds: number | 'auto';
  readonly margin?: number | `${number}%`;
  readonly baseline?: string;
  readonly tune?: Tuning;
  readonly jobs: number;
  readonly backend: BackendName;
  readonly epochs?: number;
  readonly out?: string;
  readonly json?: boolean;
  readonly failOnRegression?: string;
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
  options: CompareCommandOptions,
  interruption: Interruption,
): Promise<StudyResult> {
  const { losses, seeds, margin, baseline, tune, jobs, backend, epochs } = options;
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
function checkWords(words: readonly string[], { losses, baseline }: CompareCommandOptions): void {
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

async function runCompare(
  words: readonly string[],
  options: CompareCommandOptions,
  interruption: Interruption,
  command: string,
): Promise<void> {
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
  await writeWholeFile(report, await renderReport(study, { command }));
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

/** `losskit compare <task…>` */
export function compareCommand(interruption: Interruption, typed: readonly string[]): Command {
  const command = new Command('compare')
    .description('train losses on tasks over paired seeds, and say which loss to use')
    .argument('[task...]', TASK_FORMS)
    .addOption(
      new Option(
        '--losses <names>',
        "losses separated by commas, with options and penalties if wanted, a task's own by name; common or all for those that fit",
      )
        .default(['common'], 'common')
        .argParser(parseNames('--losses', splitLossList)),
    )
    .option('--seeds <n>', 'paired repetitions, or auto: as many as it takes, 5, 10 or 20', parseSeeds, 10)
    .addOption(
      new Option(
        '--margin <x>',
        'a difference that matters: in the unit of the metric, or a percentage of the best such as 2% ' +
          '(default: 0.01 of a metric that ends at 1, 2% of others)',
      ).argParser(parseMargin),
    )
    .option('--baseline <loss>', 'one of the losses, which every other is compared with as well')
    .addOption(
      new Option(
        '--tune <values>',
        'values of an option to choose from as the learning rate is chosen: huber.delta=0.05,0.2,1 (repeatable)',
      ).argParser(addTuning),
    )
    .addOption(jobsOption())
    .option('--out <folder>', 'where results go (default: a new folder in runs/)')
    .option('--json', 'print the comparison as one JSON object')
    .option(
      '--fail-on-regression <file>',
      'exit with 3 if a loss is worse than in this earlier comparison (what --json printed, or comparison.json)',
    );
  for (const option of [...taskOptions(), backendOption(), epochsOption()]) command.addOption(option);
  return command
    .addHelpText(
      'after',
      `
Examples:
  $ losskit compare linear fruit
  $ losskit compare linear --losses mse,huber:delta=0.2,barron:alpha=-2,scale=3 --seeds 10
  $ losskit compare --csv wages.csv --target wage --features education,experience
  $ losskit compare --images photos --losses crossEntropy,crossEntropy:labelSmoothing=0.1+l2Penalty
  $ losskit compare ./wages.task.ts --losses common,ownLoss --baseline mse --margin 5%
  $ losskit compare linear --losses mse,huber --tune huber.delta=0.05,0.2,1 --seeds auto
  $ losskit compare linear --json --fail-on-regression earlier.json

Exit codes: 0 done, 1 failed, 2 wrong use, 3 a regression found.`,
    )
    .action((words: string[], options: CompareCommandOptions) =>
      runCompare(words, options, interruption, commandLine(typed)),
    );
}
