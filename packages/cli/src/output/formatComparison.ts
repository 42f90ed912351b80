import type { Comparison, Estimate, LossResult, TaskResult } from '@losskit/study';
import pc from 'picocolors';

import { formatTable } from './formatTable.ts';

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
      return pc.green('best');
    case 'not distinguishable':
      return 'not distinguishable';
    case 'worse':
      return pc.yellow('worse');
    case 'diverged':
      return pc.red('diverged');
  }
}

function formatTask({ task, metric, metrics, results, summary, higherIsBetter }: TaskResult): string {
  const others = metrics.map(({ name }) => name).filter((name) => name !== metric);
  const direction = higherIsBetter ? 'higher is better' : 'lower is better';
  const table = formatTable(
    ['', 'loss', metric, 'against the best', 'verdict', ...others, 'learning rate'],
    results.map((result) => [
      String(result.rank),
      result.loss,
      formatEstimate(result.metrics[metric] ?? { mean: null, low: null, high: null, values: [] }),
      formatDifference(result),
      formatVerdict(result),
      ...others.map((name) => formatNumber(result.metrics[name]?.mean ?? null)),
      String(result.learningRate),
    ]),
  );
  return `${pc.bold(task)}: ${metric} on the held-out test part, ${direction}\n${table}\n${summary}\n`;
}

/** The ranking tables and verdicts of a comparison, for a terminal. */
export function formatComparison({ tasks, config }: Comparison): string {
  const percent = Math.round(config.confidence * 100);
  const seeds = config.seeds.length;
  const note =
    seeds > 1
      ? `± is the ${percent} % interval over ${seeds} paired seeds. "worse" means beyond chance (paired t test, Holm's correction): the range against the best then excludes 0.`
      : 'One seed: no intervals, and no loss can be told from another.';
  return [...tasks.map(formatTask), pc.dim(note)].join('\n');
}
