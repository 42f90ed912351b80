import { rangeError } from '@losskit/errors';

import type { Metric } from './Metric.ts';

/** `0.5` and `Infinity` are numbers, `macro` is not. */
function optionValue(text: string): number | string {
  const number = Number(text);
  return text.trim() === '' || Number.isNaN(number) ? text : number;
}

/**
 * The metric of a name among others, with options where the name says any, such as
 * `fBeta:beta=2,average=macro`; undefined where none is called so.
 *
 * @throws RangeError for options that the metric doesn't have, or that are out of their range.
 * @example
 * ```ts
 * findMetric(METRICS.regression, 'meanPinballLoss:quantile=0.9')?.name; // 'meanPinballLoss:quantile=0.9'
 * ```
 */
export function findMetric<Batch>(
  metrics: readonly Metric<Batch>[],
  name: string,
): Metric<Batch> | undefined {
  const exact = metrics.find((metric) => metric.name === name);
  if (exact) return exact;
  const [base = '', ...rest] = name.split(':');
  const metric = metrics.find((one) => one.name === base);
  if (!metric) return undefined;
  const settings = rest.join(':').split(',');
  const options = settings.map((setting) => {
    const [option = '', value] = setting.split('=');
    if (value === undefined) throw rangeError(base, 'options such as k=5', setting);
    return [option, optionValue(value)];
  });
  if (!metric.with) throw rangeError(base, 'no options', rest.join(':'));
  return metric.with(Object.fromEntries(options));
}
