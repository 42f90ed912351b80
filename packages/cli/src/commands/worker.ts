import { Command, Option } from 'commander';

import type { Interruption } from '../interruption.ts';
import { jobsOption, parsePositive } from '../options.ts';
import { dataFromOption, queueOption } from '../queueOptions.ts';
import type { WorkerCommandOptions } from './runWorker.ts';

/** `losskit worker` */
export function workerCommand(interruption: Interruption): Command {
  return new Command('worker')
    .description('do runs of comparisons that were started with --queue, here or on other machines')
    .addOption(queueOption('the Redis or Valkey that the comparison names'))
    .addOption(jobsOption())
    .addOption(dataFromOption())
    .addOption(
      new Option('--lock <seconds>', 'seconds without a sign of life after which another worker takes over')
        .default(30)
        .argParser(parsePositive('--lock')),
    )
    .addHelpText(
      'after',
      `
It runs where the comparison was started from: in the folder of the same project, with the same versions of losskit and Node and
the same kind of processor, and says so where anything differs. Only data come through the broker, never code.

Examples:
  $ losskit worker --queue redis://127.0.0.1:6379
  $ LOSSKIT_QUEUE=rediss://user:password@broker.example:6379 losskit worker --jobs 8`,
    )
    .action(async (options: WorkerCommandOptions) => {
      const { runWorker } = await import('./runWorker.ts');
      await runWorker(options, interruption);
    });
}
