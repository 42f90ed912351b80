import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SUITE_NAMES } from '../../packages/bench/src/suite-names.ts';
import type { CompareCommandOptions } from '../../packages/cli/src/commands/runCompare.ts';
import { type PlotOptions, readPlot } from '../../packages/cli/src/commands/runPlot.ts';
import { lossesToShow } from '../../packages/cli/src/commands/runShow.ts';
import { listenForInterruption } from '../../packages/cli/src/interruption.ts';
import { addTuning } from '../../packages/cli/src/losses/addTuning.ts';
import { filterLosses } from '../../packages/cli/src/losses/filterLosses.ts';
import { lossOfTask } from '../../packages/cli/src/losses/lossesOfWords.ts';
import { makeProgram } from '../../packages/cli/src/makeProgram.ts';
import { requiredLoss } from '../../packages/cli/src/options.ts';
import { parseStress } from '../../packages/cli/src/parseStress.ts';
import { checkTaskWords } from '../../packages/cli/src/tasks/loadTasks.ts';
import { isTaskModule, tasksOfModule } from '../../packages/cli/src/tasks/taskModule.ts';
import { splitLossList } from '../../packages/losses/src/expression.ts';
import { allLosses } from '../../packages/losses/src/registry.ts';
import { findMetric, METRICS } from '../../packages/metrics/src/index.ts';
import { builtInTask, isLossGroup, type Task, taskLoss } from '../../packages/tasks/src/index.ts';
import { ROOT } from './documentedExamples.ts';

type Program = ReturnType<typeof makeProgram>;

/** How pages call a loss that a reader's module has. */
const OWN_LOSS = 'ownLoss';

function leavesOf(program: Program): readonly Program[] {
  return [program, ...program.commands.flatMap(leavesOf)];
}

/** The command that losskit would run, with its words and options, which it does not. @throws Error as losskit says it. */
function commandOf(words: readonly string[]): Program | undefined {
  const interruption = listenForInterruption();
  try {
    const program = makeProgram(interruption, words);
    let asked: Program | undefined;
    for (const command of leavesOf(program)) {
      command.configureOutput({ writeErr: () => {}, writeOut: () => {} });
      if (command.commands.length > 0) continue;
      command.action(() => {
        asked = command;
      });
    }
    program.parse(words, { from: 'user' });
    return asked;
  } catch (error) {
    // Help was asked for.
    if (error instanceof Error && 'exitCode' in error && error.exitCode === 0) return undefined;
    throw error;
  } finally {
    interruption.stopListening();
  }
}

/** The tasks that are named, without those of files that only a reader has. */
async function tasksNamed(words: readonly string[]): Promise<readonly Task[]> {
  const named = words.map(async (word) => {
    if (!isTaskModule(word)) return [builtInTask(word)];
    const file = join(ROOT, word);
    return existsSync(file.replace(/#.*$/, '')) ? tasksOfModule(file) : [];
  });
  return (await Promise.all(named)).flat();
}

/** Refuses a loss that there is not, or that none of the tasks can be trained with. */
function checkLoss(text: string, tasks: readonly Task[], hasOwn: boolean): void {
  if (isLossGroup(text) || (hasOwn && text === OWN_LOSS)) return;
  if (tasks.length === 0) taskLoss(text);
  else if (!tasks.some((task) => task.fits(lossOfTask(task, text))))
    throw new Error(`${text}: expected a loss that fits ${tasks.map(({ name }) => name).join(' or ')}.`);
}

/** Refuses a metric by which no table and no pictures can be ranked. */
function checkMetric(name: string): void {
  const { amounts, classification, counts, regression } = METRICS;
  const found = [
    findMetric(amounts, name),
    findMetric(classification, name),
    findMetric(counts, name),
    findMetric(regression, name),
  ];
  if (found.every((one) => one === undefined)) throw new Error(`--rank-by: expected a metric, got ${name}.`);
}

/** What commands that train take, as far as it can be false without being run. */
type Trained = Partial<CompareCommandOptions> & { readonly loss?: string };

async function checkTrained(words: readonly string[], options: Trained): Promise<void> {
  const { losses, loss, baseline, tune = [], stress, rankBy, csv } = options;
  if (losses === undefined) requiredLoss(loss);
  checkTaskWords(words, options);
  if (rankBy !== undefined) checkMetric(rankBy);
  if (csv?.startsWith('examples/') && !existsSync(join(ROOT, csv)))
    throw new Error(`${csv}: there is no such file.`);
  const tasks = await tasksNamed(words);
  const hasOwn = tasks.length === 0 && words.some(isTaskModule);
  const texts = [...(losses === undefined ? [] : splitLossList(losses)), loss, baseline];
  for (const text of texts) if (text !== undefined) checkLoss(text, tasks, hasOwn);
  for (const text of tune) addTuning(text);
  if (stress) parseStress(stress);
}

function checkSuites(words: readonly string[]): void {
  const known: readonly string[] = SUITE_NAMES;
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined) throw new Error(`bench: expected ${known.join(', ')}, got ${unknown}.`);
}

/**
 * Reads what is typed after `losskit` as losskit does, with its tasks, losses, metrics and levels, and runs nothing.
 *
 * @throws Error as losskit says what is wrong.
 */
export async function checkLosskitWords(words: readonly string[]): Promise<void> {
  const command = commandOf(words);
  if (!command) return;
  const { args } = command;
  switch (command.name()) {
    case 'compare':
    case 'train':
    case 'find-learning-rate':
      await checkTrained(args, command.opts<Trained>());
      break;
    case 'list':
      filterLosses('--for', command.opts<{ for?: readonly string[] }>().for ?? [], allLosses);
      break;
    case 'show':
      lossesToShow(args);
      break;
    case 'plot':
      readPlot(args, command.opts<PlotOptions>());
      break;
    case 'bench':
      checkSuites(args);
      break;
  }
}

/** The options that a text names and its command lacks, for texts with words that stand for others. */
export function unknownOptions(words: readonly string[]): string[] {
  const interruption = listenForInterruption();
  try {
    const program = makeProgram(interruption, words);
    const command = program.commands.find((one) => one.name() === words[0]);
    if (!command) return [`${words[0]}`];
    const known = leavesOf(command).flatMap(({ options }) =>
      options.flatMap(({ long, short }) => [long, short]),
    );
    const named = words.flatMap((word) => word.match(/(?<=^\[?)--[a-z-]+/) ?? []);
    return named.filter((name) => !known.includes(name));
  } finally {
    interruption.stopListening();
  }
}
