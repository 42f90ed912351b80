import { LosskitError } from '@losskit/errors';
import { BUILT_IN_TASKS, builtInTask, pictureTask, type Task, tableTask } from '@losskit/tasks';

import { withLoadingBar } from '../output/withLoadingBar.ts';
import { isTaskModule, tasksOfModule } from './taskModule.ts';
import { TABLE_OPTIONS, type TaskOptions } from './taskOptions.ts';

function wrong(message: string): LosskitError {
  return new LosskitError('option-invalid', message);
}

const inMegabytes = (bytes: number) => Math.round(bytes / 1e6);

/** The task of `--csv`; in the place of `linear` it is a regression by that name. */
async function taskOfTable(
  file: string,
  options: TaskOptions,
  asLinear: boolean,
  signal: AbortSignal | undefined,
): Promise<Task> {
  const { target, features, kind, hidden, rankBy, categorical, separator, decimal, encoding, missing } =
    options;
  if (target === undefined) throw wrong('--csv: expected with --target COLUMN, got without it.');
  const inPlace = { name: 'linear', kind: kind ?? ('continuous' as const) };
  const reading = { separator, decimal, encoding, missing, signal };
  return withLoadingBar('MB', (onProgress) =>
    tableTask({
      file,
      target,
      features,
      kind,
      hidden,
      rankBy,
      categorical,
      ...reading,
      ...(asLinear && inPlace),
      onProgress: (bytes, of) => onProgress(inMegabytes(bytes), inMegabytes(of)),
    }),
  );
}

function taskOfPictures(
  folder: string,
  { rankBy }: TaskOptions,
  name?: string,
  signal?: AbortSignal,
): Promise<Task> {
  return withLoadingBar('pictures', (onProgress) =>
    pictureTask({ folder, rankBy, name, signal, onProgress }),
  );
}

/** Refuses what was typed and cannot be meant, before anything is read. @throws LosskitError. */
export function checkTaskWords(words: readonly string[], options: TaskOptions): void {
  for (const word of words) if (!isTaskModule(word)) builtInTask(word);
  const stray = TABLE_OPTIONS.find((name) => options[name] !== undefined);
  if (stray !== undefined && options.csv === undefined) {
    throw wrong(`--${stray}: expected with --csv FILE, got without it.`);
  }
  const files = [options.csv, options.images, options.data];
  if (options.rankBy !== undefined && files.every((file) => file === undefined)) {
    throw wrong('--rank-by: expected with --csv FILE or --images FOLDER, got without either.');
  }
  if (options.data !== undefined && !words.includes('fruit')) {
    throw wrong('--data: expected with the task fruit, got without it; --images makes a task of its own.');
  }
  if (words.length === 0 && options.csv === undefined && options.images === undefined) {
    throw wrong(
      `task: expected ${BUILT_IN_TASKS.join(', ')}, a module such as ./own.task.ts, --csv FILE or --images FOLDER, got none.`,
    );
  }
}

async function tasksOfWord(
  word: string,
  options: TaskOptions,
  signal: AbortSignal | undefined,
): Promise<readonly Task[]> {
  if (isTaskModule(word)) return tasksOfModule(word);
  if (word === 'linear' && options.csv !== undefined)
    return [await taskOfTable(options.csv, options, true, signal)];
  if (word === 'fruit' && options.data !== undefined) {
    return [await taskOfPictures(options.data, options, 'fruit', signal)];
  }
  return [builtInTask(word)];
}

/**
 * The tasks that words and options name, in their order: built-in ones, those of modules, and those made from
 * files, with progress on standard error where reading takes long.
 *
 * @param signal - Stops the reading.
 * @throws LosskitError for what cannot be meant, read or used; `interrupted` where the signal aborted.
 */
export async function loadTasks(
  words: readonly string[],
  options: TaskOptions,
  signal?: AbortSignal,
): Promise<readonly Task[]> {
  checkTaskWords(words, options);
  const tasks: Task[] = [];
  for (const word of new Set(words)) tasks.push(...(await tasksOfWord(word, options, signal)));
  const { csv, images } = options;
  if (csv !== undefined && !words.includes('linear'))
    tasks.push(await taskOfTable(csv, options, false, signal));
  if (images !== undefined) tasks.push(await taskOfPictures(images, options, undefined, signal));
  const twice = tasks.find(({ name }, place) => tasks.findIndex((task) => task.name === name) !== place);
  if (twice) throw wrong(`task: expected tasks of different names, got two called '${twice.name}'.`);
  return tasks;
}

/** The one task that words and options name. @throws LosskitError also for several, with their names. */
export async function loadTask(
  word: string | undefined,
  options: TaskOptions,
  signal?: AbortSignal,
): Promise<Task> {
  const tasks = await loadTasks(word === undefined ? [] : [word], options, signal);
  const [task] = tasks;
  if (task && tasks.length === 1) return task;
  const names = tasks.map(({ name }) => name).join(', ');
  const remedy = word !== undefined && isTaskModule(word) ? `, such as ${word}#${task?.name}` : '';
  throw wrong(`task: expected one task${remedy}, got ${names}.`);
}
