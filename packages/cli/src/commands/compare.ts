import { join } from 'node:path';
import type { BackendName } from '@losskit/backends';
import { LosskitError, untilAborted } from '@losskit/errors';
import { writeWholeFile } from '@losskit/files';
import { splitLossList } from '@losskit/losses/expression';
import { renderReport } from '@losskit/report';
import { compare, type StudyResult } from '@losskit/study';
import type { Task } from '@losskit/tasks';
import { Command, Option } from 'commander';

import type { Interruption } from '../interruption.ts';
import { checkLossWords, lossesOfWords, withoutOthersLosses } from '../losses/lossesOfWords.ts';
import { backendOption, defaultJobs, epochsOption, parseInteger, parseNames } from '../options.ts';
import { comparisonBar } from '../output/comparisonBar.ts';
import { describeChoice } from '../output/describeChoice.ts';
import { formatComparison } from '../output/formatComparison.ts';
import { terminalWidth } from '../output/terminalWidth.ts';
import { loadTasks } from '../tasks/loadTasks.ts';
import { isTaskModule } from '../tasks/taskModule.ts';
import { TASK_FORMS, type TaskOptions, taskOptions } from '../tasks/taskOptions.ts';

interface CompareCommandOptions extends TaskOptions {
  readonly losses: readonly string[];
  readonly seeds: number;
  readonly jobs: number;
  readonly backend: BackendName;
  readonly epochs?: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** A folder of its own for every comparison: `runs/2026-01-31-17-05-09-linear-fruit`. */
function defaultFolder(tasks: readonly Task[]): string {
  const moment = new Date().toISOString().slice(0, 19).replace(/[T:]/g, '-');
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
  const bar = comparisonBar();
  try {
    for (const { name, note } of tasks) if (note !== undefined) bar.note(`${name}: ${note}`);
    return await compare({
      tasks: tasks.map(withoutOthersLosses),
      losses: lossesOfWords(options.losses, tasks),
      seeds: options.seeds,
      jobs: options.jobs,
      backend: options.backend,
      epochs: options.epochs,
      folder,
      signal: interruption.signal,
      onBackend: (task, backend) => bar.note(describeChoice(task, backend)),
      onContinue: () => bar.note(`Continuing the interrupted comparison in ${folder}.`),
      // Of a task that stands alone the error itself tells.
      onProblem: ({ task, message }) => {
        if (tasks.length > 1) bar.note(`${task} is not compared: ${message}`);
      },
      onProgress: bar.update,
    });
  } catch (error) {
    bar.stop();
    if (interruption.exitCode() !== undefined && isInterrupted(error)) {
      bar.note(`Stopped. What is done is kept: the same command with --out ${folder} continues there.`);
    }
    throw error;
  } finally {
    bar.stop();
  }
}

async function runCompare(
  words: readonly string[],
  options: CompareCommandOptions,
  interruption: Interruption,
): Promise<void> {
  checkLossWords(options.losses, words.some(isTaskModule));
  const tasks = await untilAborted('compare', interruption.signal, () => loadTasks(words, options));
  const folder = options.out ?? defaultFolder(tasks);
  const study = await compareWithBar(tasks, folder, options, interruption);
  const report = join(folder, 'report.html');
  await writeWholeFile(report, await renderReport(study));
  const { comparison, timings } = study;
  process.stdout.write(
    options.json
      ? `${JSON.stringify(comparison)}\n`
      : `${formatComparison(comparison, terminalWidth())}\n${Math.round(timings.total)} s. Report: ${report}\n`,
  );
  const { problems = [] } = comparison;
  if (problems.length > 0) {
    throw new LosskitError(
      'task-failed',
      `compare: expected tasks that can be compared, got ${problems.length} of ${tasks.length} that cannot: ` +
        `${problems.map(({ task }) => task).join(', ')}.`,
    );
  }
}

/** `losskit compare <task…>` */
export function compareCommand(interruption: Interruption): Command {
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
    .option('--seeds <n>', 'paired repetitions', parseInteger('--seeds', 1), 5)
    .option('--jobs <n>', 'runs at the same time', parseInteger('--jobs', 1), defaultJobs())
    .option('--out <folder>', 'where results go (default: a new folder in runs/)')
    .option('--json', 'print the comparison as one JSON object');
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
  $ losskit compare ./wages.task.ts --losses common,ownLoss`,
    )
    .action((words: string[], options: CompareCommandOptions) => runCompare(words, options, interruption));
}
