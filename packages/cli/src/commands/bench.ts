import { SUITE_NAMES } from '@losskit/bench/suite-names';
import { Command, Option } from 'commander';

import type { Interruption } from '../interruption.ts';
import { parseInteger, parseNames } from '../options.ts';
import type { BenchCommandOptions } from './runBench.ts';

/** `losskit bench [suite…]` */
export function benchCommand(interruption: Interruption): Command {
  return new Command('bench')
    .description('how fast losskit is on this machine, beside TensorFlow.js and a loop written by hand')
    .argument('[suite...]', `${SUITE_NAMES.join(', ')} (default: all)`)
    .addOption(
      new Option('--threads <n>', 'what computations may use: one thread, or all that the machine has')
        .choices(['one', 'all', 'both'])
        .default('one'),
    )
    .option(
      '--cases <words>',
      'only cases whose names contain one of these words, separated by commas',
      parseNames('--cases'),
    )
    .option(
      '--peers <words>',
      'only peers whose names contain one of these words, separated by commas',
      parseNames('--peers'),
    )
    .option('--rounds <n>', "repetitions (default: the suite's own)", parseInteger('--rounds', 1, 1000))
    .option('--json', 'print the result as one JSON object')
    .option(
      '--against <file>',
      'exit with 3 if losskit is slower, beyond noise, than in this earlier result (what --json printed)',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ losskit bench step
  $ losskit bench step --cases line,784 --json > before.json
  $ losskit bench step --cases line,784 --against before.json

Exit codes: 0 done, 1 failed, 2 wrong use, 3 something became slower.`,
    )
    .action(async (suites: readonly string[], options: BenchCommandOptions) => {
      const { runBench } = await import('./runBench.ts');
      await runBench(suites, options, interruption);
    });
}
