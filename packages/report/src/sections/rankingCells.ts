import type { Difference, Estimate, LossResult, TaskResult } from '@losskit/study';

import { decimalsFor, formatNumber, formatPercent, formatProbability } from '../formatNumber.ts';
import { type Html, type HtmlValue, html } from '../html.ts';
import type { Words } from '../messages/Words.ts';
import { verdictLabel } from '../verdictLabel.ts';

type RankingWords = Words['ranking'];

/** Writes the values of one metric, all with the same decimals. */
export type MetricFormat = (value: number | null | undefined) => string;

/** For each metric of a task, how its values are written. */
export function metricFormats({ results, metrics }: TaskResult): (metric: string) => MetricFormat {
  const decimals = new Map(
    metrics.map(({ name }) => [
      name,
      decimalsFor(results.map((result) => result.metrics[name]?.mean ?? null)),
    ]),
  );
  return (metric) => (value) => formatNumber(value, decimals.get(metric) ?? 3);
}

/** A difference of mean and median, as a share of the mean. */
const NOTICEABLE = 0.02;

export function verdictCell({ verdict, difference, seedsToTell }: LossResult, words: RankingWords): Html {
  const more = words.seedsToTell(seedsToTell);
  return html`${verdictLabel(verdict, words.verdicts[verdict])}${verdict === 'undecided' && difference !== null && html` <span class="interval">${more}</span>`}`;
}

/** The ranking metric; with the median where runs that collapsed or failed draw the mean away from it. */
export function rankedCell(
  result: LossResult,
  { metric, margin }: TaskResult,
  format: MetricFormat,
  words: RankingWords,
): Html {
  const estimate = result.metrics[metric];
  const { mean, median } = estimate ?? { mean: null, median: null };
  const differs =
    mean !== null &&
    median !== null &&
    Math.abs(mean - median) > Math.max(margin, NOTICEABLE * Math.abs(mean));
  return html`${estimateCell(estimate, format, words)}${differs && html` <span class="interval">${words.median(format(median))}</span>`}`;
}

export function estimateCell(
  estimate: Estimate | undefined,
  format: MetricFormat,
  words: RankingWords,
): HtmlValue {
  if (estimate === undefined || estimate.mean === null) return '–';
  return html`${format(estimate.mean)}${intervalLine(estimate.low, estimate.high, format, words)}`;
}

export function differenceCell(
  { mean, low, high, pValue }: Difference,
  format: MetricFormat,
  words: RankingWords,
): Html {
  return html`${signed(mean, format)}${intervalLine(low, high, format, words)} <span class="interval">${formatProbability(pValue)}</span>`;
}

export function failuresCell({ failures, seeds }: LossResult, words: RankingWords): HtmlValue {
  const { runs, low, high } = failures;
  if (runs === 0) return '0';
  return html`<span class="failures">${words.failed(runs, seeds)}</span> <span class="interval">${words.range((low * 100).toFixed(0), formatPercent(high))}</span>`;
}

export function exactCell(
  { exact, metrics }: LossResult,
  metric: string,
  format: MetricFormat,
  words: RankingWords,
): HtmlValue {
  if (exact === null) return '–';
  const mean = metrics[metric]?.mean ?? null;
  return html`${format(exact.mean)}${mean !== null && html` <span class="interval">${words.gap(signed(mean - exact.mean, format))}</span>`} <span class="interval">${words.excess(formatPercent(exact.excess))}</span>`;
}

export function baselineCell(
  { againstBaseline }: LossResult,
  format: MetricFormat,
  words: RankingWords,
): HtmlValue {
  if (againstBaseline === null) return '–';
  const { verdict } = againstBaseline;
  return html`<span class="against ${verdict.replaceAll(' ', '-')}">${words.againstBaseline[verdict]}</span> <span class="interval">${signed(againstBaseline.mean, format)}</span>${intervalLine(againstBaseline.low, againstBaseline.high, format, words)}`;
}

function signed(value: number, format: MetricFormat): string {
  return `${value > 0 ? '+' : ''}${format(value)}`;
}

function intervalLine(
  low: number | null,
  high: number | null,
  format: MetricFormat,
  words: RankingWords,
): Html | null {
  if (low === null || high === null) return null;
  return html` <span class="interval">${words.range(format(low), format(high))}</span>`;
}
