import { checkedMetric } from '../checkedMetric.ts';
import { denseRanks } from '../denseRanks.ts';
import { prefixSums } from '../prefixSums.ts';
import { checkSurvivalBatch } from './checkSurvivalBatch.ts';

interface Subject {
  readonly time: number;
  readonly hasEvent: boolean;
  readonly risk: number;
  readonly weight: number;
}

/** Events come before subjects that were last seen at the same time. */
const comesBefore = (a: Subject, b: Subject) => a.time - b.time || Number(b.hasEvent) - Number(a.hasEvent);

function concordance(subjects: readonly Subject[]): number {
  const ordered = subjects.toSorted(comesBefore);
  const { ranks, totals } = denseRanks(
    ordered.map(({ risk }) => risk),
    ordered.map(({ weight }) => weight),
  );
  const earlier = prefixSums(totals.length);
  let pool = 0;
  let pairs = 0;
  let concordant = 0;
  let start = 0;
  // Events of one time are no pairs, so all are compared with earlier ones before any is added.
  while (start < ordered.length) {
    const first = ordered[start];
    let end = start;
    for (; end < ordered.length; end++) {
      const subject = ordered[end];
      if (!first || !subject || comesBefore(first, subject) !== 0) break;
      const rank = ranks[end] ?? 0;
      const notHigher = (earlier.before(rank) + earlier.before(rank + 1)) / 2;
      pairs += subject.weight * pool;
      concordant += subject.weight * (pool - notHigher);
    }
    for (let index = start; first?.hasEvent && index < end; index++) {
      const { weight = 0 } = ordered[index] ?? {};
      earlier.add(ranks[index] ?? 0, weight);
      pool += weight;
    }
    start = end;
  }
  return concordant / pairs;
}

/**
 * Concordance index (Harrell's C): of the pairs of rows of which it is known whose event came first, the
 * share in which that row has the larger risk; equal risks count half. A row without an event is known to
 * come after events up to its time, that one included.
 *
 * From 0 to 1, higher is better; 0.5 is what chance gives. It judges the order of the risks only. NaN where
 * no pair can be compared. A weight counts as that many equal rows. It is exact, so the state keeps all rows,
 * some 50 bytes each; `compute` takes time O(n log n).
 *
 * @see lifelines, `utils.concordance_index`, which takes the negative of risks
 * @see F. E. Harrell, K. L. Lee and D. B. Mark, Multivariable prognostic models, Statistics in Medicine 15
 *   (1996), doi:10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4
 */
export const concordanceIndex = checkedMetric(
  { name: 'concordanceIndex', higherIsBetter: true, bounds: [0, 1] },
  { check: checkSurvivalBatch, rows: ({ times }) => times.length },
  () => {
    const subjects: Subject[] = [];
    return {
      add({ times, events, risks }, row, weight) {
        subjects.push({
          time: times[row] ?? Number.NaN,
          hasEvent: events[row] === 1,
          risk: risks[row] ?? Number.NaN,
          weight,
        });
      },
      compute: () => concordance(subjects),
    };
  },
);
