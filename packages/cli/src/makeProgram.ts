import { visibleLines } from '@losskit/errors';
import { OWN_OPTION_NAMES } from '@losskit/losses/words';
import { Command, type OutputConfiguration } from 'commander';

import { articleCommand } from './commands/article.ts';
import { backendCommand } from './commands/backend.ts';
import { benchCommand } from './commands/bench.ts';
import { compareCommand } from './commands/compare.ts';
import { doctorCommand } from './commands/doctor.ts';
import { evalCommand } from './commands/eval.ts';
import { findLearningRateCommand } from './commands/findLearningRate.ts';
import { listCommand } from './commands/list.ts';
import { plotCommand } from './commands/plot.ts';
import { reportCommand } from './commands/report.ts';
import { runBundleCommand } from './commands/runBundle.ts';
import { runsCommand } from './commands/runs.ts';
import { showCommand } from './commands/show.ts';
import { tasksCommand } from './commands/tasks.ts';
import { trainCommand } from './commands/train.ts';
import { workerCommand } from './commands/worker.ts';
import type { Interruption } from './interruption.ts';
import { losskitVersion } from './losskitVersion.ts';
import { terminalWidth } from './output/terminalWidth.ts';
import { withOptionHint } from './withOptionHint.ts';

/** Of a pipe, as other commands have it. */
const HELP_WIDTH = 80;

function helpWidth(stream: NodeJS.WriteStream): number {
  const width = terminalWidth(stream);
  return Number.isFinite(width) ? width : HELP_WIDTH;
}

/** How a command writes its help, and what it says of words that it does not know. */
function outputFor(command: Command): OutputConfiguration {
  return {
    getOutHelpWidth: () => helpWidth(process.stdout),
    getErrHelpWidth: () => helpWidth(process.stderr),
    outputError: (text, write) =>
      write(visibleLines(withOptionHint(text.replace(/^error: /, 'losskit: '), command, OWN_OPTION_NAMES))),
  };
}

/**
 * The program of all commands.
 *
 * @param words - What was typed after `losskit`.
 */
export function makeProgram(interruption: Interruption, words: readonly string[]): Command {
  const program = new Command('losskit')
    .description('Trains models with every loss and says, with statistics, which one to use.')
    .version(losskitVersion())
    .option('--debug', 'show the stack of an error')
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText(
      'after',
      `
Examples:
  $ losskit compare linear fruit
  $ losskit compare ./wages.task.ts --losses common,huber:delta=0.2
  $ losskit compare --csv wages.csv --target wage
  $ losskit compare --images photos --losses crossEntropy,mse,huber --seeds 10
  $ losskit worker --queue redis://127.0.0.1:6379 --jobs 4
  $ losskit runs
  $ losskit report runs/2026-01-31-17-05-09-123-linear-fruit --lang zh
  $ losskit train fruit --loss crossEntropy --epochs 20 --out run
  $ losskit train fruit --loss crossEntropy --epochs 20 --out run --resume
  $ losskit show huber
  $ losskit plot l1 smoothL1 mse --out regression.svg
  $ losskit eval --input lines.jsonl

Exit codes: 0 done, 1 failed, 2 wrong use, 3 a regression found, 130 stopped by Ctrl-C, 143 by SIGTERM, 129 by a closed terminal.`,
    );
  program.configureOutput(outputFor(program));
  for (const make of [
    compareCommand,
    workerCommand,
    reportCommand,
    runsCommand,
    trainCommand,
    findLearningRateCommand,
    tasksCommand,
    listCommand,
    showCommand,
    plotCommand,
    evalCommand,
    articleCommand,
    doctorCommand,
    backendCommand,
    benchCommand,
    runBundleCommand,
  ]) {
    // Subcommands made elsewhere don't inherit the settings above by themselves.
    const command = make(interruption, words).copyInheritedSettings(program);
    program.addCommand(command.configureOutput(outputFor(command)));
  }
  return program;
}
