import { join } from 'node:path';
import { LosskitError } from '@losskit/errors';
import { writeWholeFile } from '@losskit/files';
import { renderReport } from '@losskit/report';
import { compare } from '@losskit/study';
import { Command, Option } from 'commander';

import type { Interruption } from '../interruption.ts';
import {
  type BackendName,
  backendOption,
  type DataOptions,
  dataOptions,
  defaultJobs,
  epochsOption,
  parseInteger,
  parseNames,
  taskSources,
} from '../options.ts';
import { comparisonBar } from '../output/comparisonBar.ts';
import { describeChoice } from '../output/describeChoice.ts';
import { formatComparison } from '../output/formatComparison.ts';
import { terminalWidth } from '../output/terminalWidth.ts';

interface CompareCommandOptions extends DataOptions {
  readonly losses: string[];
  readonly seeds: number;
  readonly jobs: number;
  readonly backend: BackendName;
  readonly epochs?: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** A folder of its own for every comparison: `runs/2026-01-31-17-05-09-linear-fruit`. */
function defaultFolder(tasks: readonly string[]): string {
  const moment = new Date().toISOString().slice(0, 19).replace(/[T:]/g, '-');
  return join('runs', [moment, ...tasks].join('-'));
}

function isInterrupted(error: unknown): boolean {
  return error instanceof LosskitError && error.code === 'interrupted';
}

async function runCompare(
  names: string[],
  options: CompareCommandOptions,
  interruption: Interruption,
): Promise<void> {
  const sources = taskSources(names, options);
  const folder = options.out ?? defaultFolder(sources.map(({ task }) => task));
  const bar = comparisonBar();
  try {
    const study = await compare({
      sources,
      losses: options.losses,
      seeds: options.seeds,
      jobs: options.jobs,
      backend: options.backend,
      epochs: options.epochs,
      folder,
      signal: interruption.signal,
      onBackend: (task, backend) => bar.note(describeChoice(task, backend)),
      onContinue: () => bar.note(`Continuing the interrupted comparison in ${folder}.`),
      onProgress: bar.update,
    });
    bar.stop();
    const report = join(folder, 'report.html');
    await writeWholeFile(report, await renderReport(study));
    const { comparison, timings } = study;
    process.stdout.write(
      options.json
        ? `${JSON.stringify(comparison)}\n`
        : `${formatComparison(comparison, terminalWidth())}\n${Math.round(timings.total)} s. Report: ${report}\n`,
    );
  } catch (error) {
    bar.stop();
    if (interruption.exitCode() !== undefined && isInterrupted(error)) {
      process.stderr.write(
        `Stopped. What is done is kept: the same command with --out ${folder} continues there.\n`,
      );
    }
    throw error;
  }
}

/** `losskit compare <task…>` */
export function compareCommand(interruption: Interruption): Command {
  const command = new Command('compare')
    .description('train losses on tasks over paired seeds, and say which loss to use')
    .argument('<task...>', 'linear, fruit, or both')
    .addOption(
      new Option('--losses <names>', 'losses separated by commas; common or all for those that fit')
        .default(['common'], 'common')
        .argParser(parseNames('--losses')),
    )
    .option('--seeds <n>', 'paired repetitions', parseInteger('--seeds', 1), 5)
    .option('--jobs <n>', 'runs at the same time', parseInteger('--jobs', 1), defaultJobs())
    .option('--out <folder>', 'where results go (default: a new folder in runs/)')
    .option('--json', 'print the comparison as one JSON object');
  for (const option of [...dataOptions(), backendOption(), epochsOption()]) command.addOption(option);
  return command.action((names: string[], options: CompareCommandOptions) =>
    runCompare(names, options, interruption),
  );
}
