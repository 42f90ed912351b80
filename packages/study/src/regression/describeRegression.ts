import { formatValue } from '../statistics/formatValue.ts';
import type { Regression } from './Regressions.ts';

/** A regression as a sentence. */
export function describeRegression(
  { task, loss, metric, before, now, difference, seeds }: Omit<Regression, 'sentence'>,
  margin: number,
): string {
  const worse = `${task}: ${loss} is worse than it was`;
  if (now === null || difference === null)
    return `${worse}: none of ${seeds} runs has a value now, and ${metric} was ${formatValue(before)}.`;
  const [mean, low, high] = [difference.mean, difference.low, difference.high].map(formatValue);
  const matters = margin > 0 ? `, where ${formatValue(margin)} matters` : '';
  return `${worse}: ${metric} ${formatValue(now)} instead of ${formatValue(before)}, a difference of ${mean} (${low} to ${high}) over ${seeds} seeds${matters}.`;
}
