import type { Comparison, Estimate, LossResult, TaskResult } from '@losskit/study';

import { colours } from './colours.ts';
import { fitTable } from './formatTable.ts';
import { wrapWords } from './wrapWords.ts';

function formatNumber(value: number | null): string {
  return value === null ? '–' : value.toPrecision(4);
}

function formatEstimate({ mean, low, high }: Estimate): string {
  if (low === null || high === null) return formatNumber(mean);
  return `${formatNumber(mean)} ±${((high - low) / 2).toPrecision(2)}`;
}

function formatDifference({ difference }: LossResult): string {
  if (!difference) return '';
  const { mean, low, high } = difference;
  const sign = mean > 0 ? '+' : '';
  return `${sign}${mean.toPrecision(2)} (${low.toPrecision(2)} … ${high.toPrecision(2)})`;
}

function formatVerdict({ verdict }: LossResult): string {
  switch (verdict) {
    case 'best':
      return colours.green('best');
    case 'not distinguishable':
      return 'not distinguishable';
    case 'worse':
      return colours.yellow('worse');
    case 'diverged':
    case 'failed':
      return colours.red(verdict);
  }
}

/** Columns that a narrow terminal keeps: rank, loss, ranking metric and verdict. */
const MIN_COLUMNS = 4;

/** The ranking as a table, its most important columns first. */
function formatRanking({ metric, metrics, results }: TaskResult, width: number): string {
  const others = metrics.map(({ name }) => name).filter((name) => name !== metric);
  return fitTable(
    ['', 'loss', metric, 'verdict', 'against the best', 'learning rate', ...others],
    results.map((result) => [
      String(result.rank),
      result.loss,
      formatEstimate(result.metrics[metric] ?? { mean: null, low: null, high: null, values: [] }),
      formatVerdict(result),
      formatDifference(result),
      String(result.learningRate),
      ...others.map((name) => formatNumber(result.metrics[name]?.mean ?? null)),
    ]),
    width,
    MIN_COLUMNS,
  );
}

/** What a loss has to beat to have learned anything. */
function formatTrivial({ metric, trivial }: TaskResult, width: number): string[] {
  const value = trivial[metric];
  if (value === undefined) return [];
  return [colours.dim(wrapWords(`A model that looks at no input: ${metric} ${formatNumber(value)}.`, width))];
}

function formatTask(result: TaskResult, width: number): string {
  const { task, metric, summary, higherIsBetter } = result;
  const direction = higherIsBetter ? 'higher is better' : 'lower is better';
  return [
    `${colours.bold(task)}: ${metric} on the held-out test part, ${direction}`,
    formatRanking(result, width),
    ...formatTrivial(result, width),
    `${wrapWords(summary, width)}\n`,
  ].join('\n');
}

/**
 * The ranking tables and verdicts of a comparison, for a terminal.
 *
 * @param width - Characters in a line: columns that don't fit are left out. Default: no limit.
 */
export function formatComparison(
  { tasks, config, problems = [] }: Comparison,
  width: number = Number.POSITIVE_INFINITY,
): string {
  return [
    ...tasks.map((task) => formatTask(task, width)),
    ...problems.map(({ task, message }) => `${wrapWords(`${task} is not compared: ${message}`, width)}\n`),
    colours.dim(wrapWords(config.method.legend, width)),
  ].join('\n');
}
