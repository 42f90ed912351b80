import type { BackendName } from '@losskit/backends';
import { LosskitError, untilAborted } from '@losskit/errors';
import { findTrialLearningRate } from '@losskit/study';

import type { Interruption } from '../interruption.ts';
import { checkLossWords, lossOfTask } from '../losses/lossesOfWords.ts';
import { requiredLoss } from '../options.ts';
import { describeChoice } from '../output/describeChoice.ts';
import { jsonLine } from '../output/jsonLine.ts';
import { note } from '../output/note.ts';
import { checkFigurePath, writeFigure } from '../output/writeFigure.ts';
import { loadTask } from '../tasks/loadTasks.ts';
import { planTrial } from '../tasks/planTrial.ts';
import { isTaskModule } from '../tasks/taskModule.ts';
import type { TaskOptions } from '../tasks/taskOptions.ts';

export interface FindLearningRateOptions extends TaskOptions {
  readonly loss?: string;
  readonly seed: number;
  readonly backend: BackendName;
  readonly epochs?: number;
  readonly out?: string;
  readonly json?: boolean;
}

export async function runFindLearningRate(
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
