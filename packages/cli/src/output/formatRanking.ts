import type { Estimate, LossResult, TaskResult } from '@losskit/study';

import { colourVerdict } from './colourVerdict.ts';
import { formatDifference, formatEstimate, formatNumber } from './formatNumber.ts';
import { type Cell, fitTable } from './formatTable.ts';

/** Columns that a narrow terminal keeps: rank, loss, ranking metric and verdict. */
const MIN_COLUMNS = 4;

interface Column {
  readonly head: string;
  readonly cell: (result: LossResult) => Cell;
}

const NONE: Estimate = { mean: null, median: null, low: null, high: null, values: [] };

function formatFailures({ failures, seeds }: LossResult): string {
  return failures.runs === 0 ? '' : `${failures.runs}/${seeds}`;
}

/** What a table shows of each loss, the most important first; what would be the same or empty for all is left out. */
function columnsOf({ metric, metrics, results }: TaskResult): readonly Column[] {
  const anyFailed = results.some(({ failures }) => failures.runs > 0);
  const anyExact = results.some(({ exact }) => exact !== null);
  const seedsDiffer = new Set(results.map(({ seeds }) => seeds)).size > 1;
  const others = metrics.map(({ name }) => name).filter((name) => name !== metric);
  const ranking = ({ metrics: values }: LossResult) => values[metric] ?? NONE;
  const failed: Column[] = [
    { head: 'failed', cell: formatFailures },
    { head: 'median', cell: (result) => formatNumber(ranking(result).median) },
  ];
  return [
    { head: '', cell: ({ rank }) => String(rank) },
    { head: 'loss', cell: ({ loss }) => loss },
    { head: metric, cell: (result) => formatEstimate(ranking(result)) },
    { head: 'verdict', cell: ({ verdict }) => colourVerdict(verdict) },
    { head: 'against the best', cell: ({ difference }) => formatDifference(difference) },
    ...(seedsDiffer ? [{ head: 'seeds', cell: ({ seeds }: LossResult) => String(seeds) }] : []),
    ...(anyFailed ? failed : []),
    { head: 'learning rate', cell: ({ learningRate }) => String(Number(learningRate.toPrecision(3))) },
    ...(anyExact
      ? [{ head: 'exact fit', cell: ({ exact }: LossResult) => formatNumber(exact?.mean ?? null) }]
      : []),
    ...others.map((name) => ({
      head: name,
      cell: ({ metrics: values }: LossResult) => formatNumber(values[name]?.mean ?? null),
    })),
  ];
}

/** The losses of a task as a table, best first. Columns that lines of `width` characters don't hold are left out. */
export function formatRanking(result: TaskResult, width: number): string {
  const columns = columnsOf(result);
  return fitTable(
    columns.map(({ head }) => head),
    result.results.map((loss) => columns.map(({ cell }) => cell(loss))),
    width,
    MIN_COLUMNS,
  );
}
