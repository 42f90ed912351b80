import { Command, Option } from 'commander';

import type { Interruption } from '../interruption.ts';
import {
  backendOption,
  compileOption,
  epochsOption,
  LOSS_FORMS,
  parseInteger,
  parsePositive,
  threadsOption,
} from '../options.ts';
import { TASK_FORMS, taskOptions } from '../tasks/taskOptions.ts';
import type { TrainCommandOptions } from './runTrain.ts';

/** `losskit train <task> --loss <loss>` */
export function trainCommand(interruption: Interruption): Command {
  const command = new Command('train')
    .description('train one model with one loss')
    .argument('[task]', `${TASK_FORMS}#name`)
    .option('--loss <name>', `${LOSS_FORMS}; or the task's own by name`)
    .option('--seed <n>', 'decides split, initial weights and batch order', parseInteger('--seed', 0), 0)
    .addOption(
      new Option(
        '--learning-rate <x>',
        'learning rate at the start (default: the middle of those that compare tries)',
      ).argParser(parsePositive('--learning-rate')),
    )
    .option('--out <folder>', 'write checkpoints, the trained weights and the record of the run there')
    .option(
      '--resume',
      'go on with the run in the folder of --out, to the same bits as if it had never stopped',
    )
    .addOption(
      new Option(
        '--checkpoint-every <steps>',
        'steps between two checkpoints (default: a hundredth of the run)',
      ).argParser(parseInteger('--checkpoint-every', 1)),
    )
    .option(
      '--accept-changes',
      'go on even if options, data or versions have changed; checkpoints then say so',
    )
    .option('--json', 'print the result as one JSON object');
  for (const option of [...taskOptions(), backendOption(), compileOption(), threadsOption(), epochsOption()])
    command.addOption(option);
  return command.action(async (word: string | undefined, options: TrainCommandOptions) => {
    const { runTrain } = await import('./runTrain.ts');
    await runTrain(word, options, interruption);
  });
}
