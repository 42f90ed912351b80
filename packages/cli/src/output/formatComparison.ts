import { visibleText } from '@losskit/errors';
import type { Comparison, TaskResult } from '@losskit/study';

import { colours } from './colours.ts';
import { formatAcrossTasks } from './formatAcrossTasks.ts';
import { formatBaseline } from './formatBaseline.ts';
import { formatNumber } from './formatNumber.ts';
import { formatRanking } from './formatRanking.ts';
import { formatStress } from './formatStress.ts';
import { formatTaskNotes } from './formatTaskNotes.ts';
import { wrapWords } from './wrapWords.ts';

/** A paragraph that begins with a task's name. */
function ofTask(task: string, text: string, width: number): string {
  const wrapped = wrapWords(`${task}${text}`, width);
  const { length } = visibleText(task);
  return `${colours.bold(wrapped.slice(0, length))}${wrapped.slice(length)}`;
}

function headingOf({ task, metric, higherIsBetter, margin, recommended }: TaskResult, width: number): string {
  const direction = higherIsBetter ? 'higher is better' : 'lower is better';
  // Where nothing was learned there is no best for a margin to be a percentage of.
  const matters = recommended === null ? '' : `, margin ${formatNumber(margin, 2)}`;
  return ofTask(task, `: ${metric} on the held-out test part, ${direction}${matters}`, width);
}

function formatTask(result: TaskResult, width: number): string {
  return [
    headingOf(result, width),
    formatRanking(result, width),
    wrapWords(result.summary, width),
    ...formatTaskNotes(result).map((note) => colours.dim(wrapWords(note, width))),
    ...formatBaseline(result, width).map((table) => `\n${table}`),
  ].join('\n');
}

/**
 * A comparison for a terminal: first which loss to use on each task, then the rankings that say so.
 *
 * @param width - Characters in a line: columns that don't fit are left out. Default: no limit.
 */
export function formatComparison(comparison: Comparison, width: number = Number.POSITIVE_INFINITY): string {
  const { tasks, config, across, stress = [], problems = [] } = comparison;
  const answers = [
    ...tasks.map((result) => ofTask(result.task, `: ${result.answer}`, width)),
    ...problems.map(({ task, message }) => ofTask(task, ` is not compared: ${message}`, width)),
  ];
  return [
    answers.join('\n'),
    ...stress.map((result) => formatStress(result, width)),
    ...tasks.map((task) => formatTask(task, width)),
    ...(across ? [formatAcrossTasks(across, width)] : []),
    colours.dim(wrapWords(config.method.legend, width)),
  ].join('\n\n');
}
