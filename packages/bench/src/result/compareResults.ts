import { median } from '../measure/statistics.ts';
import { type BenchResult, countedTime, type TimedPeer } from './BenchResult.ts';

/** A change below this is noise, whatever the spreads say. */
const LEAST_NOISE = 0.1;

/** A peer in a case, before and now. */
interface Pair {
  readonly where: string;
  readonly peer: string;
  readonly before: TimedPeer;
  readonly now: TimedPeer;
  readonly time: 'elapsed' | 'processor';
}

/** A time that has become longer than noise explains. */
export interface Slower {
  readonly where: string;
  readonly peer: string;
  /** Seconds a step, the minima of the time that counts. */
  readonly before: number;
  readonly now: number;
  /** How much longer, the machine's own change taken out. */
  readonly factor: number;
}

function pairsOf(before: BenchResult, now: BenchResult): Pair[] {
  return now.cases.flatMap((result) => {
    const earlier = before.cases.find(
      ({ suite, name, threads }) =>
        suite === result.suite && name === result.name && threads === result.threads,
    );
    return result.peers.flatMap((one) => {
      const other = earlier?.peers.find(({ peer }) => peer === one.peer);
      const where = `${result.suite}: ${result.name}`;
      return other ? [{ where, peer: one.peer, before: other, now: one, time: countedTime(result) }] : [];
    });
  });
}

function changeOf({ before, now, time }: Pair): number {
  return now[time].minimum / before[time].minimum;
}

function ofLosskit({ peer }: Pair): boolean {
  return peer.startsWith('losskit');
}

/** What the machine itself has become slower by, as the peers show that didn't change. */
function machineChange(pairs: readonly Pair[]): number {
  const unchanged = pairs.filter((pair) => !ofLosskit(pair) && pair.before.version === pair.now.version);
  return unchanged.length > 0 ? median(unchanged.map(changeOf)) : 1;
}

/** How many times of losskit's both results have. */
export function countCompared(before: BenchResult, now: BenchResult): number {
  return pairsOf(before, now).filter(ofLosskit).length;
}

/**
 * What of losskit has become slower since an earlier run by more than the spreads of both explain. Other peers show
 * how much slower the machine is.
 */
export function findSlower(before: BenchResult, now: BenchResult): Slower[] {
  const pairs = pairsOf(before, now);
  const machine = machineChange(pairs);
  return pairs
    .filter(ofLosskit)
    .map((pair) => ({ pair, factor: changeOf(pair) / machine }))
    .filter(({ pair, factor }) => {
      const { before: earlier, now: later, time } = pair;
      const noise = Math.max(LEAST_NOISE, earlier[time].spread + later[time].spread);
      return factor > 1 + noise;
    })
    .map(({ pair: { where, peer, before: earlier, now: later, time }, factor }) => ({
      where,
      peer,
      before: earlier[time].minimum,
      now: later[time].minimum,
      factor,
    }));
}
