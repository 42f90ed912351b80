import { Command, Option } from 'commander';

import { schedulerOptions } from '../cluster/schedulerOptions.ts';
import type { Interruption } from '../interruption.ts';
import {
  backendOption,
  compileOption,
  epochsOption,
  jobsOption,
  languageOption,
  parseInteger,
  parseMargin,
  parseSeeds,
} from '../options.ts';
import { dataFromOption, queueOption, withoutSurpassedQueue } from '../queueOptions.ts';
import { TASK_FORMS, taskOptions } from '../tasks/taskOptions.ts';
import type { CompareCommandOptions } from './runCompare.ts';

/** `losskit compare <task…>` */
export function compareCommand(interruption: Interruption, typed: readonly string[]): Command {
  const command = new Command('compare')
    .description('train losses on tasks over paired seeds, and say which loss to use')
    .argument('[task...]', TASK_FORMS)
    .addOption(
      new Option(
        '--losses <names>',
        "losses separated by commas, with options and penalties if wanted, a task's own by name; common or all for those that fit",
      ).default('common', 'common'),
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
      ).argParser((text: string, before: readonly string[] = []) => [...before, text]),
    )
    .option(
      '--stress <levels...>',
      'make the training part worse, level by level: outliers=0,.05,.2 label-noise=0,.1,.4 imbalance=1,10,100 samples=50,200',
    )
    .option(
      '--explain',
      'also show why losses differ: their gradients, solutions and answers on the first seed',
    )
    .addOption(jobsOption())
    .addOption(
      queueOption('have the runs done by losskit worker on other machines, through this Redis or Valkey'),
    )
    .addOption(dataFromOption())
    .option('--out <folder>', 'where results go (default: a new folder in runs/)')
    .option('--json', 'print the comparison as one JSON object')
    .option(
      '--watch',
      'serve a page on this machine that fills in while runs finish, with Stop and Resume; it stays until Ctrl-C',
    )
    .addOption(
      new Option('--port <n>', 'where the page of --watch is (default: a free port)').argParser(
        parseInteger('--port', 1, 65_535),
      ),
    )
    .option(
      '--fail-on-regression <file>',
      'exit with 3 if a loss is worse than in this earlier comparison (what --json printed, or comparison.json)',
    );
  const others = [backendOption(), compileOption(), epochsOption(), languageOption()];
  for (const option of [...schedulerOptions(), ...taskOptions(), ...others]) command.addOption(option);
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
  $ losskit compare linear fruit --losses mse,mae,crossEntropy,generalizedCrossEntropy --stress outliers=0,.05,.2 label-noise=0,.2,.4
  $ losskit compare linear fruit --watch
  $ losskit compare linear fruit --queue redis://127.0.0.1:6379
  $ losskit compare ./wages.task.ts --out /shared/wages --slurm --partition short --time 30
  $ losskit compare linear --json --fail-on-regression earlier.json

Exit codes: 0 done, 1 failed, 2 wrong use, 3 a regression found.`,
    )
    .action(async (words: readonly string[], options: CompareCommandOptions, self: Command) => {
      const { runCompare } = await import('./runCompare.ts');
      await runCompare(words, withoutSurpassedQueue(options, self), interruption, typed);
    });
}
