import type { BackendName } from '@losskit/backends';
import { LosskitError, untilAborted } from '@losskit/errors';
import { findTrialLearningRate } from '@losskit/study';
import { Command, Option } from 'commander';

import type { Interruption } from '../interruption.ts';
import { checkLossWords, lossOfTask } from '../losses/lossesOfWords.ts';
import { backendOption, LOSS_FORMS, parseInteger, requiredLoss } from '../options.ts';
import { describeChoice } from '../output/describeChoice.ts';
import { jsonLine } from '../output/jsonLine.ts';
import { note } from '../output/note.ts';
import { checkFigurePath, writeFigure } from '../output/writeFigure.ts';
import { loadTask } from '../tasks/loadTasks.ts';
import { planTrial } from '../tasks/planTrial.ts';
import { isTaskModule } from '../tasks/taskModule.ts';
import { TASK_FORMS, type TaskOptions, taskOptions } from '../tasks/taskOptions.ts';

interface FindLearningRateOptions extends TaskOptions {
  readonly loss?: string;
  readonly seed: number;
  readonly backend: BackendName;
  readonly epochs?: number;
  readonly out?: string;
  readonly json?: boolean;
}

async function runFindLearningRate(
  word: string | undefined,
  options: FindLearningRateOptions,
  { signal }: Interruption,
): Promise<void> {
  const { seed, backend, epochs, out, json } = options;
  const name = requiredLoss(options.loss);
  checkLossWords('--loss', [name], word !== undefined && isTaskModule(word));
  if (out !== undefined) checkFigurePath(out);
  const { task, trial, request } = await untilAborted('find-learning-rate', signal, async () => {
    const loaded = await loadTask(word, options, signal);
    const settings = { seed, backend, epochs, pictures: false };
    return { task: loaded, ...(await planTrial(loaded, lossOfTask(loaded, name), settings)) };
  });
  const { loss } = request;
  const range = await findTrialLearningRate(trial, request, {
    signal,
    epochs,
    onBackend: (chosen) => note(describeChoice(task.name, chosen)),
  });
  if (range.stopped === 'aborted') {
    throw new LosskitError('interrupted', 'find-learning-rate: stopped before the test was done.');
  }
  if (out !== undefined) {
    const { learningRateRange } = await import('@losskit/report');
    await writeFigure(out, learningRateRange(range, loss));
  }
  const { suggestion = null, stopped, table } = range;
  const found =
    suggestion === null
      ? `no suggestion: the loss does not fall (${stopped})`
      : `${suggestion.toPrecision(2)} (${stopped} after ${table.length} steps)`;
  process.stdout.write(
    json
      ? jsonLine({ task: task.name, loss, seed, suggestion, stopped, table })
      : `${found}${out === undefined ? '' : `\n${out}`}\n`,
  );
}

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
  return command.action((word: string | undefined, options: FindLearningRateOptions) =>
    runFindLearningRate(word, options, interruption),
  );
}
