import { ArgumentRangeError, rangeError, withNearestName } from '@losskit/errors';
import { findMetric, type Metric } from '@losskit/metrics';

import type { NamedMetric } from './Task.ts';

/** What a metric says of itself, as plain data. */
export function namedMetric({ name, higherIsBetter, bounds, countsRows }: NamedMetric): NamedMetric {
  return {
    name,
    higherIsBetter,
    ...(bounds !== undefined && { bounds }),
    ...(countsRows !== undefined && { countsRows }),
  };
}

/** What a definition says of its metrics, each given as such or by name. */
interface GivenMetrics<Batch> {
  readonly metrics?: readonly (Metric<Batch> | string)[] | undefined;
  readonly rankBy?: Metric<Batch> | string | undefined;
  readonly selectBy?: Metric<Batch> | string | undefined;
}

/** What a kind of target knows of metrics. */
interface KnownMetrics<Batch> {
  readonly metrics: readonly Metric<Batch>[];
  readonly namedMetrics: readonly Metric<Batch>[];
}

/**
 * The metrics that judge, the one that ranks, which may be a measurement, and the one that selects.
 *
 * @throws RangeError where a name is of none of them.
 */
export function taskMetrics<Batch>(
  where: string,
  given: GivenMetrics<Batch>,
  kind: KnownMetrics<Batch>,
  measurements: readonly NamedMetric[],
) {
  const find = (
    what: string,
    one: Metric<Batch> | string,
    known: readonly Metric<Batch>[],
    others: readonly NamedMetric[] = [],
  ): Metric<Batch> => {
    if (typeof one === 'object') return one;
    const found = findMetric(known, String(one));
    if (found) return found;
    const names = [...new Set([...known, ...others].map(({ name }) => name))];
    throw new ArgumentRangeError(
      `${where}: expected ${what} to be one of ${names.join(', ')}, got ${withNearestName(String(one), names)}.`,
    );
  };
  const panel = given.metrics?.map((one) => find('each metric', one, kind.namedMetrics)) ?? kind.metrics;
  const { rankBy = panel[0], selectBy } = given;
  const known = [...panel, ...kind.namedMetrics];
  const isInPanel = panel.some(({ name }) => name === rankBy);
  const measurement = isInPanel ? undefined : measurements.find(({ name }) => name === rankBy);
  const ranking =
    rankBy === undefined || measurement ? undefined : find('rankBy', rankBy, known, measurements);
  const selecting = selectBy === undefined ? undefined : find('selectBy', selectBy, known);
  const added = [ranking, selecting].filter((one) => one !== undefined);
  const metrics = [...new Map([...panel, ...added].map((metric) => [metric.name, metric])).values()];
  const [first] = metrics;
  if (first === undefined) throw rangeError(where, 'one metric or more', metrics);
  return {
    metrics,
    rankBy: namedMetric(measurement ?? ranking ?? first),
    selectBy: namedMetric(selecting ?? ranking ?? first),
  };
}
