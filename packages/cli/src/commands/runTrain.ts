import { join } from 'node:path';
import type { BackendName } from '@losskit/backends';
import { LosskitError, untilAborted, visibleText } from '@losskit/errors';
import { fileError, nodeFileSystem, refuseFolders, writeWholeFile } from '@losskit/files';
import { type RunHooks, type RunRecord, runTrial, type Trial, type TrialRequest } from '@losskit/study';
import type { CompilePolicy } from '@losskit/trainer';
import { openCheckpointFolder, weightsFile } from '@losskit/trainer/checkpoints';

import type { Interruption } from '../interruption.ts';
import { checkLossWords, lossOfTask } from '../losses/lossesOfWords.ts';
import { openOrResumeRun } from '../openOrResumeRun.ts';
import { requiredLoss } from '../options.ts';
import { describeChoice } from '../output/describeChoice.ts';
import { describeEngine } from '../output/describeEngine.ts';
import { formatTable } from '../output/formatTable.ts';
import { jsonLine } from '../output/jsonLine.ts';
import { note } from '../output/note.ts';
import { trainingBar } from '../output/trainingBar.ts';
import { loadTask } from '../tasks/loadTasks.ts';
import { planTrial } from '../tasks/planTrial.ts';
import { isTaskModule } from '../tasks/taskModule.ts';
import type { TaskOptions } from '../tasks/taskOptions.ts';

export interface TrainCommandOptions extends TaskOptions {
  readonly loss?: string;
  readonly seed: number;
  readonly learningRate?: number;
  readonly backend: BackendName;
  readonly compile: CompilePolicy;
  readonly threads: 1 | 2;
  readonly epochs?: number;
  readonly out?: string;
  readonly checkpointEvery?: number;
  readonly resume?: boolean;
  readonly acceptChanges?: boolean;
  readonly json?: boolean;
}

const WEIGHTS = 'weights.safetensors';
const RECORD = 'run.json';

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
  const shown = (value: number | undefined) => value?.toPrecision(4) ?? '–';
  const rows = Object.keys(test).map((name) => [name, shown(validation[name]), shown(test[name])]);
  return [
    visibleText(`${task} with ${loss}, seed ${seed}: ${steps} steps at learning rate ${learningRate}`),
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
async function trainWithBar(
  { trial, request }: { readonly trial: Trial; readonly request: TrialRequest },
  { signal }: Interruption,
  hooks: Pick<RunHooks, 'threads' | 'checkpointing' | 'onFinished'>,
): Promise<RunRecord> {
  const bar = trainingBar();
  return runTrial(trial, request, {
    ...hooks,
    onBackend: (chosen) => note(describeChoice(request.task, chosen)),
    onEngine: (engine, reason) => note(describeEngine(request.task, engine, reason)),
    onProgress: bar.update,
    signal,
  }).finally(bar.stop);
}

/**
 * Prints what was reached. @throws LosskitError `loss-not-finite` if the run diverged or its model cannot be
 * judged.
 */
function print(record: RunRecord, { json }: TrainCommandOptions): void {
  const { task, loss, seed, steps, engine, warnings, test: metrics, weightsDigest, status, reason } = record;
  for (const { message } of warnings ?? []) note(`Warning: ${message}`);
  if (status === 'diverged') throw new LosskitError('loss-not-finite', reason);
  if (status === 'failed') {
    throw new LosskitError('loss-not-finite', `train: expected a model that can be judged: ${reason}.`);
  }
  process.stdout.write(
    json
      ? jsonLine({ task, loss, seed, steps, engine, metrics, weightsDigest, warnings })
      : `${formatRecord(record)}\n`,
  );
  if (status === 'stopped') note(`Stopped early: ${reason}.`);
}

export async function runTrain(
  word: string | undefined,
  options: TrainCommandOptions,
  interruption: Interruption,
): Promise<void> {
  // What was mistyped or cannot be written is said before anything is loaded or trained.
  const name = requiredLoss(options.loss);
  checkLossWords('--loss', [name], word !== undefined && isTaskModule(word));
  checkRunOptions(options);
  const { out, seed, backend, compile, threads, epochs, learningRate } = options;
  if (out !== undefined) await makeFolder(out);
  const stoppable = <Result>(work: () => Promise<Result>) => untilAborted('train', interruption.signal, work);
  const task = await stoppable(() => loadTask(word, options, interruption.signal));
  if (task.note !== undefined) note(`${task.name}: ${task.note}`);
  const loss = lossOfTask(task, name);
  const settings = { seed, backend, compile, epochs, learningRate, pictures: out !== undefined };
  if (out === undefined) {
    const planned = await stoppable(() => planTrial(task, loss, settings));
    print(await trainWithBar(planned, interruption, { threads }), options);
    return;
  }
  await refuseFolders(out, [WEIGHTS, RECORD]);
  const folder = await openCheckpointFolder(join(out, 'checkpoints'));
  try {
    // Before an earlier run makes room: without its data this one will not begin.
    const planned = await stoppable(() => planTrial(task, loss, settings));
    const resume = await openOrResumeRun(folder, options.resume === true, note);
    const { checkpointEvery: every, acceptChanges } = options;
    const record = await trainWithBar(planned, interruption, {
      threads,
      checkpointing: { folder, every, resume, acceptChanges },
      onFinished: async (variables) => {
        const weights = await weightsFile(variables, { task: task.name, loss: name });
        await writeWholeFile(join(out, WEIGHTS), weights);
      },
    });
    await writeWholeFile(join(out, RECORD), `${JSON.stringify(record, null, 2)}\n`);
    print(record, options);
    if (record.status === 'stopped') note(`The same command with --resume goes on from ${folder.folder}.`);
  } finally {
    await folder.close();
  }
}
