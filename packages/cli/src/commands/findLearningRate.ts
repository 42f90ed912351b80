import { LosskitError } from '@losskit/errors';
import { findRunLearningRate, loadTask, parseLoss } from '@losskit/study';
import { Command } from 'commander';

import type { Interruption } from '../interruption.ts';
import {
  type BackendName,
  backendOption,
  type DataOptions,
  dataOptions,
  parseInteger,
  taskSources,
} from '../options.ts';
import { describeChoice } from '../output/describeChoice.ts';
import { checkFigurePath, writeFigure } from '../output/writeFigure.ts';

interface FindLearningRateOptions extends DataOptions {
  readonly loss: string;
  readonly seed: number;
  readonly backend: BackendName;
  readonly out?: string;
  readonly json?: boolean;
}

async function runFindLearningRate(
  name: string,
  options: FindLearningRateOptions,
  { signal }: Interruption,
): Promise<void> {
  const { loss, seed, backend, out, json } = options;
  const [source] = taskSources([name], options);
  if (!source) throw new LosskitError('option-invalid', 'find-learning-rate: expected a task, got none.');
  parseLoss(loss);
  if (out !== undefined) checkFigurePath(out);
  const task = await loadTask(source);
  const range = await findRunLearningRate(
    task,
    { source, loss, seed, backend, keepPictures: false },
    { signal, onBackend: (chosen) => process.stderr.write(`${describeChoice(task.name, chosen)}\n`) },
  );
  if (range.stopped === 'aborted') {
    throw new LosskitError('interrupted', 'find-learning-rate: stopped before the test was done.');
  }
  if (out !== undefined) {
    const { learningRateRange } = await import('@losskit/report');
    await writeFigure(out, learningRateRange(range, loss));
  }
  const { suggestion = null, stopped, table } = range;
  const told =
    suggestion === null
      ? `no suggestion: the loss does not fall (${stopped})`
      : `${suggestion.toPrecision(2)} (${stopped} after ${table.length} steps)`;
  process.stdout.write(
    json
      ? `${JSON.stringify({ task: task.name, loss, seed, suggestion, stopped, table })}\n`
      : `${told}${out === undefined ? '' : `\n${out}`}\n`,
  );
}

/** `losskit find-learning-rate <task> --loss <loss>` */
export function findLearningRateCommand(interruption: Interruption): Command {
  const command = new Command('find-learning-rate')
    .description('a learning rate for one task and one loss, by a range test')
    .argument('<task>', 'linear or fruit')
    .requiredOption('--loss <name>', 'a loss, with penalties if wanted: crossEntropy, mse+l2Penalty')
    .option('--seed <n>', 'decides split, initial weights and batch order', parseInteger('--seed', 0), 0)
    .option('--out <file>', 'draw the loss over the rate: an .svg or .png file')
    .option('--json', 'print suggestion and table as one JSON object');
  for (const option of [...dataOptions(), backendOption()]) command.addOption(option);
  return command.action((name: string, options: FindLearningRateOptions) =>
    runFindLearningRate(name, options, interruption),
  );
}
