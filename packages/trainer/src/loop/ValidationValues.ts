import type { Named } from '../model/Named.ts';

/** Names of what a validation gives: `loss`, `loss/<output>` and the metrics. */
export type ValidationName<TermName extends string, MetricName extends string> =
  | 'loss'
  | `loss/${TermName}`
  | MetricName;

/** What a validation gives, by name. */
export type ValidationValues<TermName extends string = string, MetricName extends string = string> = Named<
  ValidationName<TermName, MetricName>,
  number
>;
