import { join } from 'node:path';
import type { Task } from '@losskit/data';
import { LosskitError } from '@losskit/errors';
import { fileError, nodeFileSystem, writeWholeFile } from '@losskit/files';
import {
  loadTask,
  parseLoss,
  type RunHooks,
  type RunRecord,
  type TaskSource,
  taskPlan,
  trainRun,
} from '@losskit/study';
import { openCheckpointFolder, weightsFile } from '@losskit/trainer/checkpoints';
import { Command, Option } from 'commander';

import { beginRun } from '../beginRun.ts';
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
  readonly checkpointEvery?: number;
  readonly resume?: boolean;
  readonly acceptChanges?: boolean;
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

function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** What only makes sense with a folder. */
function checkRunOptions({ out, resume, acceptChanges, checkpointEvery }: TrainCommandOptions): void {
  const alone = Object.entries({
    '--resume': resume,
    '--accept-changes': acceptChanges,
    '--checkpoint-every': checkpointEvery,
  }).find(([, value]) => value !== undefined);
  if (alone && out === undefined) {
    throw new LosskitError('option-invalid', `${alone[0]}: expected with --out FOLDER, got without it.`);
  }
  if (acceptChanges && !resume) {
    throw new LosskitError('option-invalid', '--accept-changes: expected with --resume, got without it.');
  }
}

/** Trains with a progress bar. */
async function trainTask(
  task: Task,
  source: TaskSource,
  options: TrainCommandOptions,
  interruption: Interruption,
  hooks: Pick<RunHooks, 'checkpointing' | 'onFinished'> = {},
): Promise<RunRecord> {
  const { loss, seed, backend, epochs, out } = options;
  const { learningRates } = taskPlan(task, task.split(seed).train.rows, epochs);
  const learningRate = options.learningRate ?? learningRates[Math.floor(learningRates.length / 2)] ?? 0.01;
  const bar = trainingBar();
  return trainRun(
    task,
    { source, loss, seed, learningRate, backend, epochs, keepPictures: out !== undefined },
    {
      ...hooks,
      onBackend: (chosen) => note(describeChoice(task.name, chosen)),
      onProgress: bar.update,
      signal: interruption.signal,
    },
  ).finally(bar.stop);
}

/** Prints what was reached. @throws LosskitError `loss-not-finite` if the run diverged. */
function print(record: RunRecord, { json }: TrainCommandOptions): void {
  if (record.status === 'diverged') throw new LosskitError('loss-not-finite', record.reason);
  const { task, loss, seed, steps, test: metrics, weightsDigest, status, reason } = record;
  const printed = json
    ? JSON.stringify({ task, loss, seed, steps, metrics, weightsDigest })
    : formatRecord(record);
  process.stdout.write(`${printed}\n`);
  if (status === 'stopped') note(`Stopped early: ${reason}.`);
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
  checkRunOptions(options);
  const { out } = options;
  if (out === undefined) {
    print(await trainTask(await loadTask(source), source, options, interruption), options);
    return;
  }
  await makeFolder(out);
  const folder = await openCheckpointFolder(join(out, 'checkpoints'));
  try {
    // Before an earlier run makes room: without its data this one will not begin.
    const task = await loadTask(source);
    const resume = await beginRun(folder, options.resume === true, note);
    const { checkpointEvery: every, acceptChanges } = options;
    const record = await trainTask(task, source, options, interruption, {
      checkpointing: { folder, every, resume, acceptChanges },
      onFinished: async (variables) => {
        const weights = await weightsFile(variables, { task: name, loss: options.loss });
        await writeWholeFile(join(out, 'weights.safetensors'), weights);
      },
    });
    await writeWholeFile(join(out, 'run.json'), `${JSON.stringify(record, null, 2)}\n`);
    print(record, options);
    if (record.status === 'stopped') note(`The same command with --resume goes on from ${folder.folder}.`);
  } finally {
    await folder.close();
  }
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
  for (const option of [...dataOptions(), backendOption(), epochsOption()]) command.addOption(option);
  return command.action((name: string, options: TrainCommandOptions) =>
    runTrain(name, options, interruption),
  );
}
