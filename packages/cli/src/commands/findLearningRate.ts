import { Command, Option } from 'commander';

import type { Interruption } from '../interruption.ts';
import { backendOption, LOSS_FORMS, parseInteger } from '../options.ts';
import { TASK_FORMS, taskOptions } from '../tasks/taskOptions.ts';
import type { FindLearningRateOptions } from './runFindLearningRate.ts';

/** `losskit find-learning-rate <task> --loss <loss>` */
export function findLearningRateCommand(interruption: Interruption): Command {
  const command = new Command('find-learning-rate')
    .description('a learning rate for one task and one loss, by a range test')
    .argument('[task]', `${TASK_FORMS}#name`)
    .option('--loss <name>', `${LOSS_FORMS}; or the task's own by name`)
    .option('--seed <n>', 'decides split, initial weights and batch order', parseInteger('--seed', 0), 0)
    .option('--out <file>', 'draw the loss over the rate: an .svg or .png file')
    .option('--json', 'print suggestion and table as one JSON object');
  const epochs = new Option(
    '--epochs <n>',
    'passes over the training part that the test takes, at least 10 steps (default: 100 steps)',
  ).argParser(parseInteger('--epochs', 1));
  for (const option of [...taskOptions(), backendOption(), epochs]) command.addOption(option);
  return command.action(async (word: string | undefined, options: FindLearningRateOptions) => {
    const { runFindLearningRate } = await import('./runFindLearningRate.ts');
    await runFindLearningRate(word, options, interruption);
  });
}
