import type * as metrics from '@losskit/metrics';

import type { KindName } from './kinds/kindNames.ts';
import type { MetricBatches } from './kinds/TargetKind.ts';

type NameFor<Batch> = {
  [Name in keyof typeof metrics]: (typeof metrics)[Name] extends metrics.Metric<Batch> ? Name : never;
}[keyof typeof metrics];

/** Names of the metrics for a kind of target, with options or without: `accuracy`, `topKAccuracy:k=3`. */
export type MetricName<Kind extends KindName> =
  | NameFor<MetricBatches[Kind]>
  | `${NameFor<MetricBatches[Kind]>}:${string}`;
