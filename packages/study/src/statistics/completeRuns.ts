import { formatValue } from './formatValue.ts';
import type { MeasuredLoss, Ranking } from './MeasuredLoss.ts';
import { meanOf } from './moments.ts';
import type { Sample } from './pairedGap.ts';

/** A loss whose failed runs have the values of the trivial model. */
export interface CompletedLoss {
  readonly measured: MeasuredLoss;
  /** By metric, one per seed. */
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
  /** The ranking metric, signed so that lower is better, over the seeds that have any. */
  readonly sample: Sample;
  /** Runs that failed. */
  readonly failed: number;
  /** What became of the first of them; empty where none failed. */
  readonly reason: string;
}

function finite(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The first value that is known. */
function firstKnown(values: readonly (number | null | undefined)[]): number | null {
  for (const value of values) if (finite(value) !== null) return finite(value);
  return null;
}

/** Seed-averaged ranking metric without each group of rows; failed runs are as good on all rows. */
function withoutRows(
  jackknife: MeasuredLoss['jackknife'],
  signed: readonly number[],
  sign: number,
): Float64Array {
  const groups = Math.max(0, ...jackknife.map(({ length }) => length));
  return Float64Array.from({ length: groups }, (_, group) =>
    meanOf(signed.map((value, seed) => sign * (jackknife[seed]?.[group] ?? sign * value))),
  );
}

/**
 * Gives every run a value. One that diverged, could not be judged, or is no better than the trivial model of its seed counts as
 * failed and has the trivial model's values, which is what one would use instead; where that is unknown, it ranks with the
 * worst run of its seed. So all losses have the same seeds.
 */
export function completeRuns(losses: readonly MeasuredLoss[], ranking: Ranking): CompletedLoss[] {
  const { metric, higherIsBetter } = ranking;
  const sign = higherIsBetter ? -1 : 1;
  const seeds = Math.max(0, ...losses.map(({ reasons }) => reasons.length));
  const seedList = Array.from({ length: seeds }, (_, seed) => seed);
  const trivialOf = (name: string) =>
    seedList.map((seed) => firstKnown(losses.map(({ trivial }) => trivial[name]?.[seed])));
  const names = [...new Set(losses.flatMap(({ values }) => [metric, ...Object.keys(values)]))];
  const trivial = new Map(names.map((name) => [name, trivialOf(name)]));
  const trivialRanking = trivial.get(metric) ?? [];

  const failedRuns = losses.map(({ values }) =>
    seedList.map((seed) => {
      const value = finite(values[metric]?.[seed]);
      const floor = trivialRanking[seed] ?? null;
      return value === null || (floor !== null && sign * value >= sign * floor);
    }),
  );
  const worst = seedList.map((seed) => {
    const finished = losses.flatMap(({ values }) => finite(values[metric]?.[seed]) ?? []);
    return finished.length > 0 ? sign * Math.max(...finished.map((value) => sign * value)) : null;
  });

  return losses.map((measured, index) => {
    const failed = failedRuns[index] ?? [];
    const values = Object.fromEntries(
      names.map((name) => [
        name,
        seedList.map((seed) => {
          if (!failed[seed]) return finite(measured.values[name]?.[seed]);
          const replacement = trivial.get(name)?.[seed] ?? null;
          return replacement ?? (name === metric ? (worst[seed] ?? null) : null);
        }),
      ]),
    );
    const known = seedList.filter((seed) => values[metric]?.[seed] !== null);
    const signed = known.map((seed) => sign * (values[metric]?.[seed] ?? Number.NaN));
    const first = failed.indexOf(true);
    return {
      measured,
      values,
      sample: {
        values: Float64Array.from(signed),
        withoutRows: withoutRows(
          known.map((seed) => (failed[seed] ? [] : (measured.jackknife[seed] ?? []))),
          signed,
          sign,
        ),
        failed: known.flatMap((seed, place) => (failed[seed] ? [place] : [])),
      },
      failed: failed.filter(Boolean).length,
      reason: first < 0 ? '' : reasonOf(measured, metric, first, trivialRanking[first] ?? null),
    };
  });
}

function reasonOf(
  { reasons, values }: MeasuredLoss,
  metric: string,
  seed: number,
  trivial: number | null,
): string {
  const reason = reasons[seed] ?? '';
  if (reason !== '') return reason;
  const value = finite(values[metric]?.[seed]);
  if (value === null || trivial === null) return `${metric} is not a finite number`;
  return `no better than the trivial model: ${metric} ${formatValue(value)} against ${formatValue(trivial)}`;
}
