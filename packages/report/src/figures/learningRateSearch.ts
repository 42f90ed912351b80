import type { TaskResult } from '@losskit/study';
import type { TopLevelSpec } from 'vega-lite';

import { extent } from '../extent.ts';
import { finiteValues } from '../finiteValues.ts';
import { formatShort } from '../formatNumber.ts';
import { metricTitle, shortenedLoss } from '../names.ts';
import { robustDomain } from '../robustDomain.ts';

const ROW_HEIGHT = 40;
const MAX_COLUMNS_WITH_NUMBERS = 9;

/**
 * One row of cells per loss: the stronger a cell's colour, the better that learning rate did for its loss;
 * the chosen one is framed.
 */
export function learningRateSearch(task: TaskResult): TopLevelSpec {
  const { results } = task;
  const higherIsBetter = selectionIsHigher(task);
  const rates = [
    ...new Set(results.flatMap((result) => result.search.map((entry) => entry.learningRate))),
  ].sort((a, b) => a - b);

  const cells = results.flatMap((result, row) => {
    const goodness = goodnessAmong(
      result.search.map((entry) => entry.score),
      higherIsBetter,
    );
    return result.search.map((entry) => ({
      rate: formatShort(entry.learningRate),
      y: row + 0.4,
      y2: row + 0.9,
      middle: row + 0.66,
      score: entry.score === null ? '×' : formatShort(entry.score),
      opacity: entry.score === null ? 0 : 0.04 + 0.56 * goodness(entry.score) ** 2,
      chosen: entry.learningRate === result.learningRate,
    }));
  });
  const labels = results.map((result, row) => ({ y: row + 0.2, label: shortenedLoss(result.loss, 44) }));
  const width = Math.min(340, Math.max(150, rates.length * 62));

  const rateDomain = rates.map(formatShort);
  const rowDomain = [0, Math.max(1, results.length)];
  const x = {
    field: 'rate',
    type: 'nominal',
    title: 'learning rate',
    sort: null,
    scale: { domain: rateDomain, paddingInner: 0.06, paddingOuter: 0 },
    axis: { labelAngle: 0, orient: 'bottom', domain: false, ticks: false, labelOverlap: 'greedy' },
  } as const;
  const y = (field: string) =>
    ({
      field,
      type: 'quantitative',
      axis: null,
      scale: { domain: rowDomain, reverse: true, nice: false, zero: false },
    }) as const;

  return {
    description: `Validation ${metricTitle(task.selectionMetric)} by learning rate, one row per loss; the chosen learning rate is framed.`,
    width,
    height: Math.max(1, results.length) * ROW_HEIGHT,
    autosize: { type: 'none' },
    padding: { left: 3, right: 3, top: 0, bottom: 38 },
    layer: [
      {
        data: { values: cells },
        mark: { type: 'rect', color: '#0072b2', cornerRadius: 2 },
        encoding: {
          x,
          y: y('y'),
          y2: { field: 'y2' },
          fillOpacity: { field: 'opacity', type: 'quantitative', scale: null },
        },
      },
      {
        data: { values: cells.filter((cell) => cell.chosen) },
        mark: { type: 'rect', fill: null, stroke: 'currentColor', strokeWidth: 1.6, cornerRadius: 2 },
        encoding: { x, y: y('y'), y2: { field: 'y2' } },
      },
      {
        data: { values: rates.length <= MAX_COLUMNS_WITH_NUMBERS ? cells : [] },
        mark: { type: 'text' },
        encoding: { x, y: y('middle'), text: { field: 'score', type: 'nominal' } },
      },
      {
        data: { values: labels },
        mark: { type: 'text', align: 'left', x: 0 },
        encoding: { y: y('y'), text: { field: 'label', type: 'nominal' } },
      },
    ],
  };
}

function selectionIsHigher(task: TaskResult): boolean {
  const known = task.metrics.find((metric) => metric.name === task.selectionMetric);
  return known?.higherIsBetter ?? task.higherIsBetter;
}

/**
 * Where a score stands among those of its row, from 0 to 1; the losses themselves are compared by the
 * numbers.
 */
function goodnessAmong(
  scores: readonly (number | null)[],
  higherIsBetter: boolean,
): (score: number) => number {
  const best = extent(finiteValues(scores))[higherIsBetter ? 1 : 0];
  const [low, high] = robustDomain(scores, Number.isFinite(best) ? best : 0);
  return (score) => {
    const position = Math.min(1, Math.max(0, (score - low) / (high - low)));
    return higherIsBetter ? position : 1 - position;
  };
}
