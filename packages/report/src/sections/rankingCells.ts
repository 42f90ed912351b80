import type { Difference, Estimate, LossResult, TaskResult } from '@losskit/study';

import { decimalsFor, formatNumber, formatPercent, formatProbability } from '../formatNumber.ts';
import { type Html, type HtmlValue, html } from '../html.ts';
import { verdictLabel } from '../verdictLabel.ts';

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

export function verdictCell({ verdict, difference, seedsToTell }: LossResult): Html {
  const more = seedsToTell === null ? 'more seeds cannot tell' : `about ${seedsToTell} seeds would tell`;
  return html`${verdictLabel(verdict)}${verdict === 'undecided' && difference !== null && html` <span class="interval">${more}</span>`}`;
}

/** The ranking metric; with the median where runs that collapsed or failed draw the mean away from it. */
export function rankedCell(result: LossResult, { metric, margin }: TaskResult, format: MetricFormat): Html {
  const estimate = result.metrics[metric];
  const { mean, median } = estimate ?? { mean: null, median: null };
  const differs =
    mean !== null &&
    median !== null &&
    Math.abs(mean - median) > Math.max(margin, NOTICEABLE * Math.abs(mean));
  return html`${estimateCell(estimate, format)}${differs && html` <span class="interval">median ${format(median)}</span>`}`;
}

export function estimateCell(estimate: Estimate | undefined, format: MetricFormat): HtmlValue {
  if (estimate === undefined || estimate.mean === null) return '–';
  return html`${format(estimate.mean)}${intervalLine(estimate.low, estimate.high, format)}`;
}

export function differenceCell({ mean, low, high, pValue }: Difference, format: MetricFormat): Html {
  return html`${signed(mean, format)}${intervalLine(low, high, format)} <span class="interval">${formatProbability(pValue)}</span>`;
}

export function failuresCell({ failures, seeds }: LossResult): HtmlValue {
  const { runs, low, high } = failures;
  if (runs === 0) return '0';
  return html`<span class="failures">${runs} of ${seeds} failed</span> <span class="interval">${(low * 100).toFixed(0)} to ${formatPercent(high)}</span>`;
}

export function exactCell({ exact, metrics }: LossResult, metric: string, format: MetricFormat): HtmlValue {
  if (exact === null) return '–';
  const mean = metrics[metric]?.mean ?? null;
  return html`${format(exact.mean)}${mean !== null && html` <span class="interval">gap ${signed(mean - exact.mean, format)}</span>`} <span class="interval">excess ${formatPercent(exact.excess)}</span>`;
}

export function baselineCell({ againstBaseline }: LossResult, format: MetricFormat): HtmlValue {
  if (againstBaseline === null) return '–';
  const { verdict } = againstBaseline;
  return html`<span class="against ${verdict.replaceAll(' ', '-')}">${verdict}</span> <span class="interval">${signed(againstBaseline.mean, format)}</span>${intervalLine(againstBaseline.low, againstBaseline.high, format)}`;
}

function signed(value: number, format: MetricFormat): string {
  return `${value > 0 ? '+' : ''}${format(value)}`;
}

function intervalLine(low: number | null, high: number | null, format: MetricFormat): Html | null {
  if (low === null || high === null) return null;
  return html` <span class="interval">${format(low)} to ${format(high)}</span>`;
}
