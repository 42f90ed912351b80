import { LosskitError } from '@losskit/errors';
import { BUILT_IN_TASKS, builtInTask, pictureTask, type Task, tableTask } from '@losskit/tasks';

import { isTaskModule, tasksOfModule } from './taskModule.ts';
import { TABLE_OPTIONS, type TaskOptions } from './taskOptions.ts';

function wrong(message: string): LosskitError {
  return new LosskitError('option-invalid', message);
}

/** The task of `--csv`; in the place of `linear` it is a regression by that name. */
function taskOfTable(file: string, options: TaskOptions, asLinear: boolean): Promise<Task> {
  const { target, features, kind, hidden } = options;
  if (target === undefined) throw wrong('--csv: expected with --target COLUMN, got without it.');
  const inPlace = { name: 'linear', kind: kind ?? ('continuous' as const) };
  return tableTask({ file, target, features, kind, hidden, ...(asLinear && inPlace) });
}

/** What was typed and cannot be meant, before anything is read. */
function checkWords(words: readonly string[], options: TaskOptions): void {
  for (const word of words) if (!isTaskModule(word)) builtInTask(word);
  const stray = TABLE_OPTIONS.find((name) => options[name] !== undefined);
  if (stray !== undefined && options.csv === undefined) {
    throw wrong(`--${stray}: expected with --csv FILE, got without it.`);
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

async function tasksOfWord(word: string, options: TaskOptions): Promise<readonly Task[]> {
  if (isTaskModule(word)) return tasksOfModule(word);
  if (word === 'linear' && options.csv !== undefined) return [await taskOfTable(options.csv, options, true)];
  if (word === 'fruit' && options.data !== undefined) {
    return [await pictureTask({ folder: options.data, name: 'fruit' })];
  }
  return [builtInTask(word)];
}

/**
 * The tasks that words and options name, in their order: built-in ones, those of modules, and those made from
 * files.
 *
 * @throws LosskitError for what cannot be meant, read or used.
 */
export async function loadTasks(words: readonly string[], options: TaskOptions): Promise<readonly Task[]> {
  checkWords(words, options);
  const tasks: Task[] = [];
  for (const word of new Set(words)) tasks.push(...(await tasksOfWord(word, options)));
  const { csv, images } = options;
  if (csv !== undefined && !words.includes('linear')) tasks.push(await taskOfTable(csv, options, false));
  if (images !== undefined) tasks.push(await pictureTask({ folder: images }));
  const twice = tasks.find(({ name }, place) => tasks.findIndex((task) => task.name === name) !== place);
  if (twice) throw wrong(`task: expected tasks of different names, got two called '${twice.name}'.`);
  return tasks;
}

/** The one task that words and options name. @throws LosskitError also for several, with their names. */
export async function loadTask(word: string | undefined, options: TaskOptions): Promise<Task> {
  const tasks = await loadTasks(word === undefined ? [] : [word], options);
  const [task] = tasks;
  if (task && tasks.length === 1) return task;
  const names = tasks.map(({ name }) => name).join(', ');
  const remedy = word !== undefined && isTaskModule(word) ? `, such as ${word}#${task?.name}` : '';
  throw wrong(`task: expected one task${remedy}, got ${names}.`);
}
