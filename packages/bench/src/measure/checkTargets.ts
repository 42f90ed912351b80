import type { Case, LimitTarget, RatioTarget } from '../cases/Case.ts';
import type { TargetResult, TimedPeer } from '../result/BenchResult.ts';

type Time = 'elapsed' | 'processor';
type TimeOf = (peer: string, time: Time) => number;

function checkRatio({ peer, by, bound, ratio }: RatioTarget, time: Time, timeOf: TimeOf): TargetResult {
  const measured = timeOf(peer, time) / timeOf(by, time);
  const reached = bound === 'at most' ? measured <= ratio : measured >= ratio;
  return { kind: 'ratio', peer, by, time, bound, limit: ratio, measured, reached };
}

function checkLimit({ peer, minus, seconds }: LimitTarget, time: Time, timeOf: TimeOf): TargetResult {
  const measured = timeOf(peer, time) - (minus === undefined ? 0 : timeOf(minus, time));
  return { kind: 'seconds', peer, minus, time, limit: seconds, measured, reached: measured <= seconds };
}

/**
 * What the times say of a case's targets, by the minima; those whose peers have no time are left out.
 *
 * @param counted - The time that counts where a target names none.
 * @param node - Version of Node that the peers ran on.
 */
export function checkTargets(
  { targets }: Pick<Case, 'targets'>,
  peers: readonly TimedPeer[],
  counted: Time,
  node: string,
): TargetResult[] {
  const timeOf: TimeOf = (name, time) =>
    peers.find(({ peer }) => peer === name)?.[time].minimum ?? Number.NaN;
  const major = Number.parseInt(node, 10);
  return targets
    .filter((target) => !('by' in target) || !target.nodes || target.nodes.includes(major))
    .map((target) => {
      const time = target.time ?? counted;
      return 'by' in target ? checkRatio(target, time, timeOf) : checkLimit(target, time, timeOf);
    })
    .filter(({ measured }) => !Number.isNaN(measured));
}
