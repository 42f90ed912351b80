import { join } from 'node:path';
import { LosskitError } from '@losskit/errors';
import { fileError, nodeFileSystem, writeWholeFile } from '@losskit/files';
import { loadTask, parseLoss, type RunRecord, taskPlan, trainRun } from '@losskit/study';
import { Command, Option } from 'commander';

import type { Interruption } from '../interruption.ts';
import {
  type BackendName,
  backendOption,
  type DataOptions,
  dataOptions,
  epochsOption,
  parseInteger,
  parsePositive,
  taskSources,
} from '../options.ts';
import { describeChoice } from '../output/describeChoice.ts';
import { formatTable } from '../output/formatTable.ts';
import { trainingBar } from '../output/trainingBar.ts';

interface TrainCommandOptions extends DataOptions {
  readonly loss: string;
  readonly seed: number;
  readonly learningRate?: number;
  readonly backend: BackendName;
  readonly epochs?: number;
  readonly out?: string;
  readonly json?: boolean;
}

function formatRecord({
  task,
  loss,
  seed,
  steps,
  learningRate,
  test,
  validation,
  weightsDigest,
}: RunRecord): string {
  const rows = Object.keys(test).map((name) => [
    name,
    (validation[name] ?? Number.NaN).toPrecision(4),
    (test[name] ?? Number.NaN).toPrecision(4),
  ]);
  return [
    `${task} with ${loss}, seed ${seed}: ${steps} steps at learning rate ${learningRate}`,
    formatTable(['metric', 'validation', 'test'], rows),
    `weights sha256 ${weightsDigest}`,
  ].join('\n');
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await nodeFileSystem.makeFolder(folder);
  } catch (cause) {
    throw fileError('file-unwritable', folder, cause);
  }
}

async function runTrain(
  name: string,
  options: TrainCommandOptions,
  interruption: Interruption,
): Promise<void> {
  const [source] = taskSources([name], options);
  if (!source) throw new LosskitError('option-invalid', 'train: expected a task, got none.');
  // What was mistyped or cannot be written is said before anything is loaded or trained.
  parseLoss(options.loss);
  if (options.out !== undefined) await makeFolder(options.out);
  const task = await loadTask(source);
  const { learningRates } = taskPlan(task, task.split(options.seed).train.rows, options.epochs);
  const bar = trainingBar();
  const record = await trainRun(
    task,
    {
      source,
      loss: options.loss,
      seed: options.seed,
      learningRate: options.learningRate ?? learningRates[Math.floor(learningRates.length / 2)] ?? 0.01,
      backend: options.backend,
      epochs: options.epochs,
      keepPictures: options.out !== undefined,
    },
    {
      onBackend: (backend) => process.stderr.write(`${describeChoice(task.name, backend)}\n`),
      onProgress: bar.update,
      signal: interruption.signal,
    },
  ).finally(bar.stop);

  if (options.out !== undefined) {
    await writeWholeFile(join(options.out, 'run.json'), `${JSON.stringify(record, null, 2)}\n`);
  }
  if (record.status === 'diverged') throw new LosskitError('loss-not-finite', record.reason);
  const { loss, seed, steps, test, weightsDigest } = record;
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ task: record.task, loss, seed, steps, metrics: test, weightsDigest })}\n`
      : `${formatRecord(record)}\n`,
  );
  if (record.status === 'stopped') process.stderr.write(`Stopped early: ${record.reason}.\n`);
}

/** `losskit train <task> --loss <loss>` */
export function trainCommand(interruption: Interruption): Command {
  const command = new Command('train')
    .description('train one model with one loss')
    .argument('<task>', 'linear or fruit')
    .requiredOption('--loss <name>', 'a loss, with penalties if wanted: crossEntropy, mse+l2Penalty')
    .option('--seed <n>', 'decides split, initial weights and batch order', parseInteger('--seed', 0), 0)
    .addOption(
      new Option(
        '--learning-rate <x>',
        "Adam's learning rate, decayed to 0 (default: the middle of the search)",
      ).argParser(parsePositive('--learning-rate')),
    )
    .option('--out <folder>', 'write the record of the run there')
    .option('--json', 'print the result as one JSON object');
  for (const option of [...dataOptions(), backendOption(), epochsOption()]) command.addOption(option);
  return command.action((name: string, options: TrainCommandOptions) =>
    runTrain(name, options, interruption),
  );
}
